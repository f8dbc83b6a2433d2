// The editor of queries: terms of the ontology, variables and words of SPARQL are completed while one types.
// Without this script the text area and the form do the same work by hand.
"use strict";
(() => {
  const form = document.getElementById("editor"), text = document.getElementById("query");
  const box = document.createElement("ul");
  const words = ["SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "FILTER NOT EXISTS", "UNION", "VALUES", "BIND",
    "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "COUNT", "CONSTRUCT", "DESCRIBE", "ASK", "MINUS", "BOUND",
    "STRSTARTS", "CONTAINS", "COALESCE", "GROUP_CONCAT", "SAMPLE", "PREFIX"].map(word => [word, "", "SPARQL"]);
  let terms = null, coming = null, shown = [], at = -1;
  box.className = "choices"; box.id = "terms"; box.role = "listbox"; box.hidden = true;
  box.setAttribute("aria-label", "Terms");
  text.parentElement.append(box);
  text.setAttribute("aria-controls", "terms");
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-describedby", "help");

  function token() {
    const before = text.value.slice(0, text.selectionStart);
    return (before.match(/[?$]?[A-Za-z][\w-]*(:[\w-]*)?$|[?$]$/) || [""])[0];
  }

  function close() {
    box.hidden = true; at = -1;
    text.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    at = place;
    [...box.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    text.setAttribute("aria-activedescendant", "term-" + at);
    box.children[at].scrollIntoView({block: "nearest"});
  }

  function take(one) {
    const end = text.selectionStart, start = end - token().length;
    text.setRangeText(one[0] + " ", start, end, "end");
    close();
    text.focus();
  }

  // asked for once, however many keys are pressed before the answer; a failure is tried again at the next key
  function fetched() {
    coming ||= fetch(new URL(form.dataset.terms, location.href)).then(answer => answer.ok ? answer.json() : Promise.reject())
      .then(list => { terms = list; }, () => { coming = null; });
    return coming;
  }

  async function complete() {
    if (token().length >= 2 && !terms) await fetched();
    // what stands before the cursor now, not when the list was asked for
    const typed = token();
    if (typed.length < 2 || !terms || document.activeElement !== text) return close();
    const variables = [...new Set(text.value.match(/[?$]\w+/g) || [])].filter(one => one !== typed)
      .map(one => [one, "", "variable"]);
    const low = typed.toLowerCase();
    const all = /^[?$]/.test(typed) ? variables : [...terms, ...words];
    const first = all.filter(one => one[0].toLowerCase().startsWith(low) && one[0] !== typed);
    const more = typed.length > 2 && !/^[?$]/.test(typed) && !typed.endsWith(":")
      ? terms.filter(one => !first.includes(one) && one[0] !== typed
        && (one[0].toLowerCase().includes(low) || one[1].toLowerCase().includes(low))) : [];
    shown = [...first, ...more].slice(0, 12);
    box.replaceChildren(...shown.map((one, n) => {
      const item = document.createElement("li"), about = document.createElement("span");
      item.id = "term-" + n; item.role = "option";
      about.className = "when"; about.textContent = " " + [one[1], one[2]].filter(Boolean).join(" · ");
      item.append(one[0], about);
      item.addEventListener("mousedown", event => { event.preventDefault(); take(one); });
      return item;
    }));
    box.hidden = shown.length === 0;
    if (shown.length) mark(0);
  }

  text.addEventListener("input", complete);
  text.addEventListener("blur", close);
  text.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); return form.requestSubmit(); }
    if (box.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark((at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length);
    } else if (event.key === "Enter") { event.preventDefault(); take(shown[at]); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
})();
