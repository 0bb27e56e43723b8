/**
 * What runs in the page: unpacks plotly.js, draws each figure when it comes into view and the others when the page is
 * idle, and draws them again in the colours of the reader's scheme or of paper. It is fixed text, so that the page's
 * policy can allow it, and nothing else, by its hash.
 */
export const pageScript = `
"use strict";
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paper = matchMedia("print");
  const printedWidth = 680;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);

  const contents = document.querySelector("nav.contents details");
  if (contents && innerWidth < 700) contents.open = false;

  // A frame runs no script; it is as high as what it holds.
  for (const frame of document.querySelectorAll("iframe.frame")) {
    const fit = () => { frame.style.height = Math.min(900, frame.contentDocument.documentElement.scrollHeight + 4) + "px"; };
    frame.addEventListener("load", fit);
    if (frame.contentDocument && frame.contentDocument.readyState === "complete") fit();
  }

  const figures = [...document.querySelectorAll(".figure")];
  if (figures.length === 0) return;
  const templates = read("page_templates");
  const drawn = new Set();
  const failed = new Set();
  let printing = false;
  const template = () => (dark.matches && !printing ? templates.dark : templates.light);

  async function unpack() {
    const packed = atob(document.getElementById("page_plotly").textContent);
    const bytes = new Uint8Array(packed.length);
    for (let index = 0; index < packed.length; index++) bytes[index] = packed.charCodeAt(index);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
    script.remove();
  }

  // What plotly does not take, whether it says so at once or later, must not keep the other figures from being drawn.
  async function attempt(figure, act) {
    try {
      await act();
    } catch (error) {
      fail(figure, error);
    }
  }

  function fail(figure, error) {
    console.error(error);
    failed.add(figure);
    try { Plotly.purge(figure); } catch {}
    figure.removeAttribute("role");
    figure.removeAttribute("aria-label");
    figure.textContent = "This figure could not be drawn: " + (error && error.message || error);
  }

  function draw(figure) {
    if (drawn.has(figure)) return;
    drawn.add(figure);
    attempt(figure, () => {
      const { data, layout, config } = read(figure.id + "_data");
      const width = printing ? { width: printedWidth } : { autosize: true };
      return Plotly.newPlot(figure, data, { ...layout, ...width, template: template() }, { ...config, responsive: true });
    });
  }

  function redraw() {
    for (const figure of figures) {
      if (!drawn.has(figure)) draw(figure);
      else if (!failed.has(figure)) attempt(figure, () =>
        Plotly.relayout(figure, { template: template(), width: printing ? printedWidth : null, autosize: !printing }));
    }
  }

  function print(now) {
    if (printing === now) return;
    printing = now;
    redraw();
  }

  unpack().then(() => {
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) draw(entry.target);
    }, { rootMargin: "400px" });
    for (const figure of figures) seen.observe(figure);
    const idle = window.requestIdleCallback || ((call) => setTimeout(call, 30));
    const rest = () => {
      const next = figures.find((figure) => !drawn.has(figure));
      if (next === undefined) {
        seen.disconnect();
        document.documentElement.dataset.figures = "drawn";
        return;
      }
      draw(next);
      idle(rest);
    };
    idle(rest);
    dark.addEventListener("change", redraw);
    paper.addEventListener("change", () => print(paper.matches));
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
  }).catch((error) => {
    for (const figure of figures) fail(figure, error);
  });
})();
`.trim();
