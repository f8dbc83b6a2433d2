// A button beside each way to ask a query puts it on the clipboard. Without this script the text can be selected.
"use strict";
(() => {
  async function copied(pre) {
    if (navigator.clipboard) return navigator.clipboard.writeText(pre.textContent);
    // a page that came without encryption has no clipboard
    getSelection().selectAllChildren(pre);
    if (!document.execCommand("copy")) throw new Error("not copied");
  }

  for (const pre of document.querySelectorAll(".asked pre")) {
    const button = document.createElement("button"), told = document.createElement("span");
    button.type = "button"; button.className = "copy"; button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy: " + pre.previousElementSibling.textContent);
    told.role = "status"; told.className = "note";
    button.addEventListener("click", () => copied(pre).then(
      () => { told.textContent = " Copied."; },
      () => { getSelection().selectAllChildren(pre); told.textContent = " Selected: copy with Ctrl and C."; }));
    pre.previousElementSibling.append(" ", button, told);
  }
})();
