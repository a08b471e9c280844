// The search in a long list of centres. The page is complete without it.
(() => {
  "use strict";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  // A long list is searched in what it shows, accents folded.
  const filters = () => {
    const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    for (const box of all("[data-filter]")) {
      const input = box.querySelector("input");
      const found = box.querySelector("[data-found]");
      const items = all("li", document.getElementById(box.dataset.filter));
      box.hidden = false;
      const look = () => {
        const wanted = folded(input.value.trim());
        for (const item of items) {
          item.hidden = !folded(item.textContent).includes(wanted);
        }
        const left = items.filter((item) => !item.hidden).length;
        found.textContent = wanted ? found.dataset.found.replace("{0}", left) : "";
      };
      // Enter in the search opens no centre that was not looked at, unless it is the only one left.
      input.addEventListener("keydown", (event) => {
        const left = items.filter((item) => !item.hidden);
        if (event.key === "Enter") {
          event.preventDefault();
          if (left.length === 1) {
            left[0].querySelector("button").click();
          }
        }
      });
      input.addEventListener("input", look);
      addEventListener("pageshow", look);
    }
  };

  filters();
})();
