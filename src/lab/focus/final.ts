/** How a command ended, at once or later. */
export type Final =
  | { readonly kind: 'done' /** Inside the command's element of the answer. */; readonly content?: string }
  | { readonly kind: 'refused' /** A name of C3P. */; readonly reason: string };
