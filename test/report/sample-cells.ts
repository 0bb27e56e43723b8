/** A small study with all kinds of output; its data is made up in the notebook. */
export const sampleCells: readonly string[] = [
  "md:# Open interest of three venues\n\nA short study with **made-up** numbers: how much is open, where, and what a `Series` says of it.",
  'parameters:let asset = "BTC";\nlet hours = 240; // length of the study\nlet smooth = true;',
  "md:## Total\n\nThe total is the sum over the venues. Its *change* is either positions or price.\n\n- one point for each hour\n- gaps stay gaps\n\n> A total carries its coverage.",
  `import { sep } from "node:path";

/** A wave on a slope. */
function wave(length: number, step: number): number[] {
  return Array.from({ length }, (_, hour) => 100 + hour * 0.1 + 20 * Math.sin(hour / step));
}
const provenance = { source: "made-up", simulated: true, description: "Waves, not a market", files: [] };
const dataset = { provenance };
const x = Array.from({ length: hours }, (_, hour) => new Date(Date.UTC(2025, 0, 1, hour)).toISOString());
const figure = (title: string, names: string[], more: object = {}) => ({
  data: names.map((name, index) => ({ x, y: wave(hours, 12 + index * 5), name, type: "scatter", mode: "lines", ...more })),
  layout: { title: { text: title }, height: 380, yaxis: { title: { text: \`Open interest (\${asset})\` } }, legend: { orientation: "h", y: -0.2 } },
});
console.log(\`\${hours} hours of \${asset}\`);
figure("Total open interest", ["total"])`,
  "md:## By venue\n\n### Shares",
  'figure("Open interest by venue", ["binance", "okx", "bybit"], { stackgroup: "one" })',
  "md:### A table\n\n| venue | share |\n|---|---:|\n| binance | 0.41 |\n| okx | 0.33 |",
  `({ [Symbol.for("Jupyter.display")]: () => ({
  "text/html": "<table><caption>Latest values</caption><thead><tr><th>venue</th>" + ["time", "contracts", "base", "usd", "share", "change", "funding", "z-score", "rank"].map((name) => "<th>" + name + "</th>").join("") + "</tr></thead><tbody>" + ["binance", "okx", "&lt;script&gt;alert(1)&lt;/script&gt;"].map((venue) => "<tr><th scope=\\"row\\">" + venue + "</th>" + "<td style=\\"text-align:right\\">1,234,567.89</td>".repeat(9) + "</tr>").join("") + "</tbody></table>",
  "text/plain": "a table",
}) })`,
  "md:## Results as text",
  'console.error("a warning on standard error");\n({ asset, hours, venues: ["binance", "okx"], first: x[0] })',
  'figure("Change of positions", ["flow"], { type: "bar" })',
  "md:## Conclusion\n\nNothing can be concluded from waves. See [plotly](https://plotly.com/javascript/).",
];
