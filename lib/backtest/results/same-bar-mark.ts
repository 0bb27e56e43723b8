/** What names carry where decisions were filled at the close they were made at, which nobody can do. */
export const sameBarMark = "(same-bar fills)";
