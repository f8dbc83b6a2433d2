import numpy as np
import pytest

from kg.classify.trees import Trees


def small() -> Trees:
    """One tree: is feature 1 at most 0.5, then -1, else +1."""
    return Trees(
        feature=np.array([1, 0, 0], dtype=np.int64),
        threshold=np.array([0.5, 0, 0], dtype=np.float32),
        children=np.array([1, 2, 1, 1, 2, 2], dtype=np.int64),
        value=np.array([0, -1, 1], dtype=np.float32),
        roots=np.array([[0]], dtype=np.int64),
        baseline=np.array([0.25], dtype=np.float32),
        depth=1,
    )


def test_rows_go_left_up_to_the_threshold() -> None:
    rows = np.array([[9, 0.4], [9, 0.5], [9, 0.6]], dtype=np.float32)
    np.testing.assert_allclose(small()(rows)[:, 0], [-0.75, -0.75, 1.25])


def test_no_rows_give_no_sums() -> None:
    assert small()(np.zeros((0, 2), dtype=np.float32)).shape == (0, 1)


def test_trees_survive_a_model_file() -> None:
    again = Trees.read(small().arrays("themes"), "themes")
    rows = np.array([[0, 1]], dtype=np.float32)
    np.testing.assert_array_equal(again(rows), small()(rows))


@pytest.mark.parametrize("classes", [2, 3])
def test_an_exported_forest_says_what_the_trained_one_says(classes: int) -> None:
    ensemble = pytest.importorskip("sklearn.ensemble")
    from kg.classify.training.stack import exported

    chance = np.random.default_rng(3)
    rows = chance.normal(size=(400, 5)).astype(np.float32)
    wanted = (rows[:, 0] + rows[:, 1] * rows[:, 2] > 0).astype(int) + (rows[:, 3] > 1) * (classes - 2)
    forest = ensemble.HistGradientBoostingClassifier(max_iter=12, max_depth=4, random_state=0).fit(
        rows, wanted
    )
    said = forest._raw_predict(rows).reshape(len(rows), -1)
    np.testing.assert_allclose(exported(forest)(rows), said, atol=1e-4)
