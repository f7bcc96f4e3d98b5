// The record to begin from, on the page for contributors: fills in the country and objective that the address names
// (`?objective=13&country=PA`, as the gap matrix links here), and offers the text as a file, to copy, or on GitHub.
for (const starter of document.querySelectorAll(".gcm-starter")) {
  const code = starter.querySelector("code");
  const asked = new URLSearchParams(location.search);
  const fill = (name, pattern, before, after) => {
    const value = asked.get(name);
    if (value && pattern.test(value)) code.textContent = code.textContent.replace(before, after(value));
  };
  fill("country", /^[A-Z]{2}$/, "countries: []", (value) => `countries: [${value}]`);
  fill("objective", /^\d{1,2}$/, "{stated: []}", (value) => `{stated: [${value}]}`);
  fill("kind", /^[a-z-]+$/, "kind: good-practice", (value) => `kind: ${value}`);

  const actions = {
    download() {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([code.textContent], { type: "text/markdown" }));
      link.download = "practica.md";
      link.click();
      URL.revokeObjectURL(link.href);
    },
    async copy(button) {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = button.dataset.done;
    },
  };
  for (const button of starter.querySelectorAll("button")) {
    button.addEventListener("click", () => actions[button.dataset.action](button));
  }
  const propose = new URL(starter.dataset.propose);
  propose.searchParams.set("filename", "practica.md");
  propose.searchParams.set("value", code.textContent);
  starter.querySelector("[data-action=propose]").href = propose;
  starter.querySelector("[hidden]").hidden = false;
}
