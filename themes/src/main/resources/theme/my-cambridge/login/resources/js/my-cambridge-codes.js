// Recovery codes on paper, in a file, or on the clipboard. The page is complete without it: they can be read and marked.
(() => {
  "use strict";
  const bar = document.querySelector("[data-codes]");
  if (!bar) {
    return;
  }
  const text = () => {
    const codes = Array.from(document.getElementById(bar.dataset.codes).children, (item, at) => `${at + 1}. ${item.textContent.trim()}`);
    return [bar.dataset.header, "", ...codes, "", bar.dataset.footer, ""].join("\r\n");
  };
  const acts = {
    print: () => print(),
    download: () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text()], { type: "text/plain;charset=utf-8" }));
      link.download = "my-cambridge-recovery-codes.txt";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 0);
    },
    copy: async () => {
      await navigator.clipboard.writeText(text());
      bar.querySelector("[role=status]").textContent = bar.dataset.copied;
    },
  };
  bar.addEventListener("click", (event) => {
    const act = acts[event.target.dataset.do];
    if (act) {
      act();
    }
  });
})();
