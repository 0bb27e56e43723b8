/**
 * What runs before the report is shown, so that nothing of it moves later: it tells the page's style that scripts run,
 * and folds the contents on a phone.
 */
export const earlyScript = `
"use strict";
(() => {
  document.documentElement.classList.add("scripted");
  const contents = document.querySelector("nav.contents details");
  if (contents && innerWidth < 700) contents.open = false;
})();
`.trim();

/**
 * What runs in the page: it covers the picture of each figure with plotly's drawing of it, those in view first, once the
 * page has been shown, and draws them again when the reader's colour scheme changes. It is fixed text, so that the
 * page's policy can allow it, and nothing else, by its hash.
 */
export const pageScript = `
"use strict";
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paper = matchMedia("print");
  const byId = (id) => document.getElementById(id);

  const code = byId("page_code");
  if (code) {
    const cells = [...document.querySelectorAll("details.code")];
    const allOpen = () => cells.every((cell) => cell.open);
    const tell = () => { code.textContent = allOpen() ? "Hide all code" : "Show all code"; };
    code.addEventListener("click", () => { const open = !allOpen(); for (const cell of cells) cell.open = open; });
    for (const cell of cells) cell.addEventListener("toggle", tell);
    tell();
  }

  // A frame runs no script; it is as high as what it holds.
  for (const frame of document.querySelectorAll("iframe.frame")) {
    const fit = () => { frame.style.height = Math.min(900, frame.contentDocument.documentElement.scrollHeight + 4) + "px"; };
    frame.addEventListener("load", fit);
    if (frame.contentDocument && frame.contentDocument.readyState === "complete") fit();
  }

  const places = [...document.querySelectorAll("figure.figure")];
  if (places.length === 0) return;
  const templates = JSON.parse(byId("page_templates").textContent);
  const drawings = new Map();
  let figures;
  let printing = false;
  // A picture stands for its figure on paper; a figure without one is drawn anew in the colours of paper.
  const onPaper = (place) => printing && place.classList.contains("live-only");
  const template = (place) => (dark.matches && !onPaper(place) ? templates.dark : templates.light);
  const size = (place) => (onPaper(place) ? { width: 680, autosize: false } : { width: null, autosize: true });

  async function unpack(id) {
    const packed = atob(byId(id).textContent);
    const bytes = new Uint8Array(packed.length);
    for (let index = 0; index < packed.length; index++) bytes[index] = packed.charCodeAt(index);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  async function load() {
    const [source, json] = await Promise.all([unpack("page_plotly"), unpack("page_figures")]);
    figures = JSON.parse(json);
    const script = document.createElement("script");
    script.textContent = source;
    document.head.append(script);
    script.remove();
  }

  // What plotly does not take, whether it says so at once or later, must not keep the other figures from being drawn.
  async function attempt(place, act) {
    try {
      await act();
      return true;
    } catch (error) {
      fail(place, error);
      return false;
    }
  }

  // The picture stays where there is one.
  function fail(place, error) {
    console.error(error);
    const live = drawings.get(place);
    drawings.set(place, undefined);
    place.classList.remove("drawn");
    if (live) {
      try { Plotly.purge(live); } catch {}
      live.remove();
    }
    const waiting = place.querySelector(".waiting");
    if (!waiting) return;
    waiting.removeAttribute("role");
    waiting.removeAttribute("aria-label");
    waiting.textContent = "This figure could not be drawn: " + (error && error.message || error);
  }

  async function draw(place) {
    if (drawings.has(place)) return;
    const live = document.createElement("div");
    live.className = "live";
    drawings.set(place, live);
    place.append(live);
    const { data, layout, config } = figures[places.indexOf(place)];
    const drawn = await attempt(place, () =>
      Plotly.newPlot(live, data, { ...layout, ...size(place), template: template(place) }, { ...config, responsive: true }));
    if (!drawn) return;
    // The picture's text stands for the drawing; its buttons can be reached.
    for (const svg of live.querySelectorAll("svg")) svg.setAttribute("aria-hidden", "true");
    place.classList.add("drawn");
  }

  function redraw(some) {
    for (const place of some) {
      const live = drawings.get(place);
      if (live) attempt(place, () => Plotly.relayout(live, { template: template(place), ...size(place) }));
      else draw(place);
    }
  }

  function print(now) {
    if (printing === now) return;
    printing = now;
    redraw(places.filter((place) => place.classList.contains("live-only")));
  }

  function drawAll() {
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) draw(entry.target);
    }, { rootMargin: "400px" });
    for (const place of places) seen.observe(place);
    const idle = window.requestIdleCallback || ((call) => setTimeout(call, 30));
    const rest = () => {
      const next = places.find((place) => !drawings.has(place));
      if (next === undefined) {
        seen.disconnect();
        document.documentElement.dataset.figures = "drawn";
        return;
      }
      draw(next);
      idle(rest);
    };
    idle(rest);
    dark.addEventListener("change", () => redraw(places));
    paper.addEventListener("change", () => print(paper.matches));
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
  }

  // Text and pictures are painted before the work begins; a page that is not shown is not painted.
  const painted = new Promise((next) => {
    requestAnimationFrame(() => setTimeout(next));
    setTimeout(next, 500);
  });
  painted.then(load).then(drawAll).catch((error) => {
    for (const place of places) fail(place, error);
    document.documentElement.dataset.figures = "drawn";
  });
})();
`.trim();
