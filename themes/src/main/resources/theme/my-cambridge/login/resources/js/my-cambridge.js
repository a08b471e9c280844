// Small improvements to pages that are complete without them. Classic script, no dependencies, nothing inline:
// the signed-in pages allow scripts of their own origin only.
(() => {
  "use strict";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  // Keycloak's own templates put labels and errors beside their fields without tying them together, some number the
  // order of focus, and names are not said to be names.
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
    const kept = { firstName: "given-name", lastName: "family-name" };
    for (const name of Object.keys(kept)) {
      const input = document.getElementById(name);
      if (input && !input.autocomplete) {
        input.autocomplete = kept[name];
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

  // The rules of a new password, ticked as they are met. Those that only the server knows stay as they are, and it
  // decides about all of them.
  const passwordRules = () => {
    const input = document.getElementById("password-new");
    const list = all("[data-rule]");
    if (!input || list.length === 0) {
      return;
    }
    const own = (input.form.elements.username || {}).value || "";
    const has = (pattern) => (need) => (input.value.match(pattern) || []).length >= need;
    const checks = {
      length: (need) => input.value.length >= need,
      maxLength: (need) => input.value.length <= need,
      lowerCase: has(/\p{Ll}/gu),
      upperCase: has(/\p{Lu}/gu),
      digits: has(/\p{Nd}/gu),
      specialChars: has(/[^\p{L}\p{Nd}]/gu),
      notEmail: () => input.value.toLowerCase() !== own.toLowerCase(),
    };
    const look = () => {
      for (const rule of list) {
        const check = checks[rule.dataset.rule];
        const met = input.value !== "" && check !== undefined && check(Number(rule.dataset.need));
        rule.toggleAttribute("data-met", met);
        rule.querySelector(".mc-hidden").textContent = met ? rule.dataset.metText : "";
      }
    };
    input.addEventListener("input", look);
    addEventListener("pageshow", look);
  };

  const start = () => {
    tie();
    guardForms();
    passwordRules();
    all("[data-wait]").forEach(countDown);
    announce();
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
