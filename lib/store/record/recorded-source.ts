/** Name under which a store keeps what was recorded; all of it is one source, whoever recorded it and however it was asked. */
export const recordedSource = "recorded";
