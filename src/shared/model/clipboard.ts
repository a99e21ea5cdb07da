/** Letters the window puts on the clipboard at once; what is longer is for a file. */
export const longestCopy = 200_000;
