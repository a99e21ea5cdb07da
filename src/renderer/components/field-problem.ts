/** The props that make a Field say what is wrong with it; none when nothing is. */
export function fieldProblem(message: string | undefined) {
  return message === undefined ? {} : ({ validationState: 'error', validationMessage: message } as const);
}
