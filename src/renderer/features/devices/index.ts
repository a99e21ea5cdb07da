export { DevicePicker } from './device-picker.tsx';
