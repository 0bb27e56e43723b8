import type { Figure } from "../../../lib/plots/drawing/figure.js";

/** Texts that would do something where they are not taken for text. */
export const hostileTexts: readonly string[] = [
  '"><script>alert(1)</script>',
  "</text></svg><img src=x onerror=alert(1)>",
  "<a href='javascript:alert(1)'>here</a>",
  '<span style="color:red;background:url(javascript:alert(1))">red</span>',
  "]]><![CDATA[<script>alert(1)</script>",
  "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; &amp;lt;",
  'url(#x)" onload="alert(1)',
  "'><svg onload=alert(1)>",
  "\u0000\u0008\ud800 \uffff bell\u0007",
  "<!-- <?xml <!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]> &y;",
];

/** A figure that holds one text wherever a figure may hold any, also where a colour, a number or a name belongs. */
export function hostileFigure(text: string): Figure {
  const anything = text as unknown as number;
  const font = { family: text, color: text, size: anything };
  const line = { color: text, width: anything, dash: text };
  const marker = { color: [text, "#0072B2"], size: anything, line, opacity: anything };
  return {
    data: [
      {
        type: "scatter",
        mode: "lines+markers+text",
        name: text,
        x: [text, "b"],
        y: [1, 2],
        text: [text, text],
        textposition: text,
        textfont: font,
        line,
        marker,
        fillcolor: text,
        fill: "tozeroy",
        hovertemplate: text,
      },
      {
        type: "bar",
        x: [text, "b"],
        y: [1, 2],
        text: [text, text],
        textposition: "inside",
        marker,
        width: anything,
        offset: anything,
      },
      {
        type: "heatmap",
        x: [text, "b"],
        y: [0, 1],
        z: [
          [1, 2],
          [3, 4],
        ],
        colorscale: [
          [0, text],
          [1, text],
        ],
        text: [
          [text, text],
          [text, text],
        ],
        texttemplate: `%{text}${text}`,
        yaxis: "y2",
        colorbar: { title: { text, font }, tickformat: text, thickness: anything },
      },
    ],
    layout: {
      title: { text, font, x: anything, pad: { t: anything } },
      font,
      height: anything,
      margin: { l: anything, r: 80 },
      paper_bgcolor: text,
      plot_bgcolor: text,
      xaxis: {
        type: "category",
        title: { text, font },
        tickfont: font,
        gridcolor: text,
        linecolor: text,
        showline: true,
        tickprefix: text,
        ticksuffix: text,
        tickformat: text,
        domain: [text, text],
      },
      yaxis: {
        title: { text },
        tickvals: [1, 1.5],
        ticktext: [text, text],
        tickangle: anything,
        domain: [0, 0.4],
        zerolinecolor: text,
      },
      yaxis2: { domain: [0.6, 1], range: [text, text], tickformat: text, griddash: text },
      shapes: [
        { type: "rect", x0: text, x1: "b", y0: 0, y1: 1, fillcolor: text, line, opacity: anything, layer: text },
      ],
      annotations: [
        {
          text,
          x: text,
          y: 1,
          font,
          bgcolor: text,
          bordercolor: text,
          arrowcolor: text,
          ax: anything,
          showarrow: true,
          xref: "x",
          yref: "y",
        },
        { text, x: 0.5, y: 0.5, xref: "paper", yref: "paper", showarrow: false, xshift: anything, textangle: anything },
      ],
      template: { layout: { font, xaxis: { gridcolor: text }, colorway: [text] } },
    },
  };
}
