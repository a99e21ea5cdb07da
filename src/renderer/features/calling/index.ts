export { CallButtons, CallItems } from './call-buttons.tsx';
export { KeyPad } from './key-pad.tsx';
export { useCall } from './use-call.ts';
export { useCallRefusal } from './use-refusal.ts';
