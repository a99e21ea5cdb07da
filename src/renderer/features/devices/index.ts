export { browserKit, type DeviceKit, type Microphone, openFailure } from './device-kit.ts';
export { DevicePicker } from './device-picker.tsx';
export { reportDevices } from './report.ts';
