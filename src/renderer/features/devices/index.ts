export { DevicePicker } from './device-picker.tsx';
export { reportDevices } from './report.ts';
