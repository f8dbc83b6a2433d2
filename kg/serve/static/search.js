// Search as you type: names of councils, regions, themes, groups and questions. Without this script the form
// of the page asks the server.
"use strict";
(() => {
  const form = document.querySelector("form.jump");
  const input = form.querySelector("input");
  const source = new URL(form.dataset.names, location.href);
  const served = form.hasAttribute("action");
  const box = document.createElement("ul");
  let names = null, coming = null, shown = [], at = -1;
  form.hidden = false;
  box.className = "choices"; box.id = "choices"; box.role = "listbox"; box.hidden = true;
  box.setAttribute("aria-label", "Suggestions");
  input.parentElement.append(box);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
    ["aria-controls", "choices"]]) input.setAttribute(name, value);

  const fold = text => text.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase();

  // asked for once, however many keys are pressed before the answer; a failure is tried again at the next key
  function load() {
    coming ||= fetch(source).then(answer => answer.ok ? answer.json() : Promise.reject()).then(found => {
      names = found.map(([label, kind, href, others]) => ({label, kind, href, text: fold(label), more: fold(others)}));
    }).catch(error => { coming = null; throw error; });
    return coming;
  }

  function best(words) {
    const rank = one => one.text.startsWith(words) ? 0 : one.text.includes(" " + words) ? 1
      : one.text.includes(words) ? 2 : one.more.split(" ").some(word => word.startsWith(words)) ? 3 : 9;
    return names.map(one => [rank(one), one]).filter(([n]) => n < 9)
      .sort((a, b) => a[0] - b[0]).slice(0, 8).map(([, one]) => one);
  }

  function close() {
    box.hidden = true; at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    at = place;
    [...box.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", "choice-" + at);
    else input.removeAttribute("aria-activedescendant");
  }

  const go = one => { location.href = new URL(one.href, source); };

  input.addEventListener("input", async () => {
    const words = fold(input.value.trim());
    if (words.length < 2) return close();
    if (!names) try { await load(); } catch { return close(); }
    if (fold(input.value.trim()) !== words) return;
    shown = best(words);
    box.replaceChildren(...shown.map((one, n) => {
      const item = document.createElement("li"), kind = document.createElement("span");
      item.id = "choice-" + n; item.role = "option";
      kind.className = "when"; kind.textContent = " " + one.kind;
      item.append(one.label, kind);
      item.addEventListener("mousedown", event => { event.preventDefault(); go(one); });
      return item;
    }));
    box.hidden = shown.length === 0;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    mark(-1);
  });
  input.addEventListener("keydown", event => {
    if (box.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark((at + step + shown.length + (at < 0 && step < 0 ? 1 : 0)) % shown.length);
    } else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", event => {
    const one = at >= 0 ? shown[at] : served ? null : shown[0];
    if (one || !served) event.preventDefault();
    if (one) go(one);
  });
})();
