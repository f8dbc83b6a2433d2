import numpy as np
import numpy.typing as npt
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


def grown(chance: np.random.Generator, leaves: list[int]) -> Trees:
    """Trees of chance with so many leaves, all of one class."""
    feature: list[int] = []
    threshold: list[float] = []
    children: list[int] = []
    value: list[float] = []

    def grow(count: int) -> int:
        node = len(feature)
        feature.append(int(chance.integers(3)))
        threshold.append(round(float(chance.normal()), 1))
        children.extend([node, node])
        value.append(float(chance.normal()) if count == 1 else 0.0)
        if count > 1:
            less = int(chance.integers(1, count))
            children[2 * node], children[2 * node + 1] = grow(less), grow(count - less)
        return node

    roots = [[grow(count)] for count in leaves]
    return Trees(
        feature=np.array(feature, dtype=np.int64),
        threshold=np.array(threshold, dtype=np.float32),
        children=np.array(children, dtype=np.int64),
        value=np.array(value, dtype=np.float32),
        roots=np.array(roots, dtype=np.int64),
        baseline=np.array([0.5], dtype=np.float32),
        depth=max(leaves) - 1,
    )


def walked(trees: Trees, row: npt.NDArray[np.float32]) -> float:
    """What the leaves add in which a row ends that walks down each tree."""
    total = float(trees.baseline[0])
    for node in trees.roots[:, 0].tolist():
        while (left := int(trees.children[2 * node])) != node:
            goes_right = row[trees.feature[node]] > trees.threshold[node]
            node = int(trees.children[2 * node + 1]) if goes_right else left
        total += float(trees.value[node])
    return total


@pytest.mark.parametrize("leaves", [[1, 2, 3], [8, 9], [16, 5, 17], [33, 1], [300]])
def test_a_row_ends_in_the_leaf_to_which_it_walks(leaves: list[int]) -> None:
    chance = np.random.default_rng(sum(leaves))
    trees = grown(chance, leaves)
    # one decimal, so that some values are at a threshold
    rows = chance.normal(size=(1500, 3)).round(1).astype(np.float32)
    np.testing.assert_allclose(trees(rows)[:, 0], [walked(trees, row) for row in rows], atol=1e-5)
