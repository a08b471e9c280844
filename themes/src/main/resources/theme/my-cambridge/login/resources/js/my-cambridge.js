// Small improvements to pages that are complete without them. Classic script, no dependencies, nothing inline:
// the signed-in pages allow scripts of their own origin only.
(() => {
  "use strict";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  // Keycloak's own templates put labels and errors beside their fields without tying them together, and some number
  // the order of focus.
  const describe = (input, id) => {
    const ids = (input.getAttribute("aria-describedby") || "").split(/\s+/).filter(Boolean);
    if (!ids.includes(id)) {
      input.setAttribute("aria-describedby", ids.concat(id).join(" "));
    }
  };
  const tie = () => {
    for (const label of all(".mc-field label[for]")) {
      const input = label.closest(".mc-field").querySelector("input:not([type=hidden]), select, textarea");
      if (input && input.id && !document.getElementById(label.htmlFor)) {
        label.htmlFor = input.id;
      }
    }
    all("[tabindex]").filter((element) => element.tabIndex > 0).forEach((element) => element.removeAttribute("tabindex"));
    for (const input of all("input, select, textarea")) {
      if (input.getAttribute("aria-invalid") === "") {
        input.removeAttribute("aria-invalid");
      }
    }
    for (const error of all("[id^='input-error-']:not([id^='input-error-container-'])")) {
      const input = document.getElementById(error.id.slice("input-error-".length));
      if (input && input.matches("input, select, textarea") && error.textContent.trim()) {
        input.setAttribute("aria-invalid", "true");
        describe(input, error.id);
      }
    }
  };

  // What went wrong, or well, is the first thing a screen reader should say.
  const announce = () => {
    const banner = document.querySelector("[data-announce], .mc-banner.pf-m-danger, .mc-banner.pf-m-success");
    if (!banner) {
      return;
    }
    if (!banner.hasAttribute("role")) {
      banner.setAttribute("role", banner.classList.contains("pf-m-danger") ? "alert" : "status");
    }
    banner.setAttribute("tabindex", "-1");
    banner.focus();
  };

  // A second click must not send a form twice; coming back to the page, or ten seconds without an answer, allows it
  // again. The buttons stay enabled, because a disabled button's name is not sent.
  const guardForms = () => {
    const sentAt = new Map();
    document.addEventListener("submit", (event) => {
      if (Date.now() - (sentAt.get(event.target) || 0) < 10000) {
        event.preventDefault();
        return;
      }
      sentAt.set(event.target, Date.now());
      // A password shown in clear would be kept by the browser as ordinary text.
      for (const button of all("[data-password-toggle]", event.target)) {
        const input = document.getElementById(button.getAttribute("aria-controls"));
        if (input) {
          input.type = "password";
        }
      }
    });
    addEventListener("pageshow", () => sentAt.clear());
  };

  // "Send a new code" waits as long as the server would refuse it; the server decides all the same.
  const countDown = (button) => {
    const note = document.getElementById(button.dataset.waitNote);
    const until = Date.now() + Number(button.dataset.wait) * 1000;
    const pattern = button.dataset.waitText;
    const tick = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      button.disabled = left > 0;
      if (note) {
        const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
        note.textContent = left > 0 ? pattern.replace("{0}", clock) : "";
      }
      if (left > 0) {
        setTimeout(tick, Math.min(1000, until - Date.now()));
      }
    };
    tick();
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

  const start = () => {
    tie();
    guardForms();
    menus();
    closers();
    localTimes();
    all("[data-roles]").forEach(roles);
    all("[data-wait]").forEach(countDown);
    announce();
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
