export { DialAnswer } from './dial-answer.tsx';
export { DialPlanSection } from './dial-plan-section.tsx';
export { FoundCalls } from './found-calls.tsx';
export { looksLikeNumber } from './looks-like-number.ts';
export { NumberLine } from './number-line.tsx';
export { PhonePane } from './phone-pane.tsx';
export { TryNumber } from './try-number.tsx';
export { useDialResult } from './use-dial-result.ts';
