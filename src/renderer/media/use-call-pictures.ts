/** The pictures of a call, for React. */
import { type CallPictures, useCell, useServices } from '../state/services.tsx';

const none: CallPictures = {};

/** Our own picture and theirs, as far as there are any; the same object until one changes. */
export function useCallPictures(callId: string): CallPictures {
  const { pictures } = useServices();
  return useCell(pictures)[callId] ?? none;
}
