// England through time: a slider over the quarters recolours map and list. Without this script the form of the
// page asks the server for a day.
"use strict";
(() => {
  const form = document.getElementById("when");
  const area = form.elements.area, on = form.elements.on, any = form.elements.day, served = form.hasAttribute("action");
  const days = [...on.options].map(option => option.value).filter(Boolean).sort();
  const today = document.getElementById("day").textContent;
  const last = [...on.options].some(option => option.value === "" && option.selected);
  const steps = [...days, ""];
  const label = document.createElement("label"), slider = document.createElement("input");
  const output = document.createElement("output");
  const known = new Map();
  let now = last ? "" : on.value, latest = last ? today : new Date().toISOString().slice(0, 10);

  form.hidden = false;
  form.querySelector("button").hidden = true;
  label.className = "time"; label.append("Through time ", slider, " ", output);
  Object.assign(slider, {type: "range", min: 0, max: steps.length - 1, value: steps.indexOf(now)});
  form.append(label);

  const name = day => ([...on.options].find(option => option.value === day) || {textContent: day}).textContent;
  const step = day => day && !steps.includes(day) ? days.filter(one => one < day).length : steps.indexOf(day);

  function choose(day, from) {
    now = day;
    if (from !== slider) slider.value = step(now);
    if (from !== on) on.value = now; // empty if it is none of the quarters
    if (from !== any) any.value = "";
    show();
  }

  async function grades(id) {
    if (!known.has(id)) known.set(id, await (await fetch(new URL(form.dataset.from + id + ".json", location.href))).json());
    return known.get(id);
  }

  async function show() {
    const picture = await grades(area.value), day = now || latest;
    const items = new Map([...document.querySelectorAll(".list li")].map(item => [item.dataset.code, item]));
    const groups = new Map([...document.querySelectorAll("section.grade")].map(part => [part.dataset.grade, []]));
    const none = document.querySelector('section.grade[data-grade="none"] h2').childNodes[1].textContent.trim();
    for (const [code, council] of Object.entries(picture.councils)) {
      const given = council.grades.filter(grade => grade[0] <= day).pop();
      const [, since, key, told] = given || ["", "", "none", none];
      const item = items.get(code), tile = document.querySelector(`.map [data-code="${code}"]`);
      if (item) {
        item.querySelector(".when").textContent = since;
        groups.get(key).push(item);
      }
      if (tile) {
        tile.setAttribute("aria-label", `${council.name}: ${told}`);
        tile.querySelector("title").textContent = `${council.name}: ${told}${since ? ", " + since : ""}`;
        tile.querySelector("rect").setAttribute("class", "tile " + key);
        tile.querySelector("text").setAttribute("class", "on " + key);
      }
    }
    for (const [key, found] of groups) {
      const part = document.querySelector(`section.grade[data-grade="${key}"]`);
      const legend = document.querySelector(`.key[data-grade="${key}"]`);
      part.querySelector("ul").replaceChildren(...found);
      part.querySelector(".count").textContent = legend.querySelector(".n").textContent = found.length;
      part.hidden = legend.hidden = found.length === 0;
    }
    document.getElementById("area-name").textContent = picture.name;
    document.getElementById("day").textContent = day;
    output.textContent = name(now);
    slider.setAttribute("aria-valuetext", name(now));
    if (served) {
      const kept = new URLSearchParams({area: area.value, ...(now ? {on: now} : {})});
      history.replaceState(null, "", "?" + kept);
    }
  }

  slider.addEventListener("input", () => choose(steps[slider.value], slider));
  on.addEventListener("change", () => choose(on.value, on));
  any.addEventListener("change", () => { if (!any.value || any.checkValidity()) choose(any.value, any); });
  area.addEventListener("change", show);
  form.addEventListener("submit", event => event.preventDefault());
  output.textContent = name(now);
  slider.setAttribute("aria-valuetext", name(now));
})();
