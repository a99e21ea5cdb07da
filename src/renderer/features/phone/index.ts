export { NumberLine } from './number-line.tsx';
export { PhonePane } from './phone-pane.tsx';
