// What the pages for people who are signed in have on top of my-cambridge.js; complete without it, too.
(() => {
  "use strict";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  // A time in the browser's own zone; the server only knows one zone for everybody.
  const localTimes = () => {
    // English of no country is written as in Britain.
    const language = document.documentElement.lang.replace(/^en$/, "en-GB") || undefined;
    for (const time of all("time[data-local]")) {
      const at = new Date(time.dateTime);
      // A date without a time of day is the same everywhere.
      if (!Number.isNaN(at.getTime()) && time.dateTime.includes("T")) {
        time.textContent = at.toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
      }
    }
  };

  // Long lists of roles: fold them, find in them. Hiding a switch changes nothing of what is sent.
  const roles = (section) => {
    const services = all("details", section);
    const fold = section.querySelector("[data-collapse]");
    const anyOpen = () => services.some((service) => service.open);
    fold.hidden = false;
    fold.addEventListener("click", () => {
      const open = !anyOpen();
      services.forEach((service) => service.toggleAttribute("open", open));
    });
    services.forEach((service) => service.addEventListener("toggle", () => {
      fold.textContent = anyOpen() ? fold.dataset.collapse : fold.dataset.expand;
    }));

    const box = section.querySelector("[data-role-search]");
    const input = box.querySelector("input");
    const found = box.querySelector("[role=status]");
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const find = () => {
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      let on = 0;
      for (const service of services) {
        const name = plain(service.querySelector("summary").textContent);
        let here = 0;
        for (const role of all(".mc-role", service)) {
          const text = name + " " + plain(role.textContent);
          role.hidden = !words.every((word) => text.includes(word));
          here += role.hidden ? 0 : 1;
          on += role.hidden && role.querySelector("input:checked") ? 1 : 0;
        }
        service.hidden = here === 0;
        service.open = service.open || (words.length > 0 && here > 0);
        shown += here;
      }
      found.textContent = words.length === 0 ? "" : found.dataset.found.replace("{0}", shown)
        + (on > 0 ? " " + found.dataset.kept.replace("{0}", on) : "");
    };
    box.hidden = false;
    input.addEventListener("input", find);
    input.addEventListener("keydown", (event) => {
      // Enter would save the form.
      if (event.key === "Enter") {
        event.preventDefault();
      }
    });
    addEventListener("pageshow", find);

    // To the one switch of a role of several services, even if it is folded away or filtered out.
    section.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#role-']");
      const target = link && document.getElementById(link.getAttribute("href").slice(1));
      if (target) {
        event.preventDefault();
        input.value = "";
        find();
        target.closest("details").open = true;
        target.focus();
      }
    });
  };

  const menus = () => {
    const close = (menu) => {
      menu.open = false;
    };
    for (const menu of all("details[data-menu]")) {
      menu.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && menu.open) {
          close(menu);
          menu.querySelector("summary").focus();
        }
      });
      document.addEventListener("click", (event) => menu.contains(event.target) || close(menu));
    }
  };

  const closers = () => {
    for (const button of all("[data-close]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        button.closest(".mc-banner").remove();
        const main = document.getElementById("main");
        if (main) {
          main.focus();
        }
      });
    }
  };

  const start = () => {
    menus();
    closers();
    localTimes();
    all("[data-roles]").forEach(roles);
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
