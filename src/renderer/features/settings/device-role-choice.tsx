import { makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { chosenDevice, type DeviceRole, type DevicesState, kindOf } from '../../../shared/model/devices.ts';
import { deviceChoiceSources, noDeviceWords, roleTitles, devicesTexts as texts } from '../../locales/devices.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { DeviceVolume } from './device-volume.tsx';
import { ValueSource } from './value-source.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  select: { maxWidth: '480px' },
});

/** Which device plays a role, and how loud it is; where there is none, what to do about it. */
export function DeviceRoleChoice(props: { readonly part: DeviceRole }) {
  const styles = useStyles();
  const sourceId = useId();
  const { client } = useServices();
  const run = useRun();
  const devices = useSlice((snapshot) => snapshot.devices);
  const dearest = useSlice((snapshot) => snapshot.settings.devicePreferences[props.part][0]?.label);
  const { part: role } = props;
  const ofKind = devices.devices.filter((device) => device.kind === kindOf(role));
  const device = chosenDevice(devices, role);
  const isByHand = devices.byHand?.includes(role) === true;
  const source = isByHand ? 'person' : 'default';
  if (ofKind.length === 0) return <Text className={styles.quiet}>{noDeviceWords[kindOf(role)]}</Text>;
  return (
    <>
      <Select
        className={styles.select}
        aria-label={roleTitles[role]}
        aria-describedby={sourceId}
        value={isByHand ? (device?.id ?? '') : ''}
        onChange={(_, data) => run(client.request('devices.choose', { role, id: data.value }))}
      >
        <option value="">{unchosen(devices, role)}</option>
        {ofKind.map(({ id, label, isDefault }) => (
          <option key={id} value={id}>
            {isDefault ? texts.isDefault(label || texts.unnamed) : label || texts.unnamed}
          </option>
        ))}
      </Select>
      {isByHand && dearest && dearest !== device?.label && (
        <Text size={200} className={styles.quiet}>
          {texts.away(dearest)}
        </Text>
      )}
      <Text id={sourceId} size={200} className={styles.quiet}>
        <ValueSource source={source} words={deviceChoiceSources[source]} />
      </Text>
      {device && (role !== 'ringer' || isByHand) && kindOf(role) !== 'camera' && (
        <DeviceVolume key={device.id} device={device} />
      )}
    </>
  );
}

/** What it means that nobody chose: it names the device that is used then, as long as that is so. */
function unchosen(devices: DevicesState, role: DeviceRole): string {
  if (role === 'ringer') return texts.asSpeaker;
  const isByHand = devices.byHand?.includes(role) === true;
  const used = isByHand
    ? devices.devices.find((device) => device.kind === role && device.isDefault)
    : chosenDevice(devices, role);
  return texts.asSystem(used?.label);
}
