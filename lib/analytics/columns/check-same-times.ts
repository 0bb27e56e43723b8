export { checkSameTimes } from "../../series/check-same-times.js";
