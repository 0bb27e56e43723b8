/** MIME type of a plotly figure; its value is the figure as an object. */
export const plotlyMime = "application/vnd.plotly.v1+json";
