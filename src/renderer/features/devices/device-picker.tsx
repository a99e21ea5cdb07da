import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
} from '@fluentui/react-components';
import { Headset20Regular } from '@fluentui/react-icons/svg/headset';
import type { DeviceKind, DevicesState } from '../../../shared/model/devices.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { mainTexts as texts } from '../../locales/main.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { useChangeLine } from './use-change-line.ts';

const useStyles = makeStyles({
  button: { minWidth: 0, justifyContent: 'flex-start', flexShrink: 1, fontWeight: 'normal' },
  label: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

const order: readonly DeviceKind[] = ['speaker', 'microphone', 'camera'];

/** The chosen devices in the footer, and the others to choose from. */
export function DevicePicker() {
  const styles = useStyles();
  const { client } = useServices();
  const { open } = useNavigation();
  const run = useRun();
  const devices = useSlice((snapshot) => snapshot.devices);
  const label = pickerLabel(devices);
  const change = useChangeLine();
  const checked = Object.fromEntries(order.map((kind) => [kind, chosenOf(devices, kind)]));
  return (
    <Menu
      checkedValues={checked}
      onCheckedValueChange={(_, change) => {
        const kind = order.find((known) => known === change.name);
        const id = change.checkedItems[0];
        if (kind && id !== undefined) run(client.request('devices.choose', { role: kind, id }));
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          className={styles.button}
          icon={<Headset20Regular />}
          aria-label={texts.devicePicker(change ?? label)}
        >
          <span className={styles.label}>{change ?? label}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {order.map((kind) => (
            <KindGroup key={kind} kind={kind} devices={devices} />
          ))}
          <MenuDivider />
          <MenuItem onClick={() => open('settings-devices')}>{texts.settings}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function KindGroup(props: { readonly kind: DeviceKind; readonly devices: DevicesState }) {
  const { kind } = props;
  const ofKind = props.devices.devices.filter((device) => device.kind === kind);
  return (
    <MenuGroup>
      <MenuGroupHeader>{texts.devices[kind]}</MenuGroupHeader>
      {ofKind.length === 0 ? (
        <MenuItem disabled>{texts.noDevice[kind]}</MenuItem>
      ) : (
        ofKind.map((device) => (
          <MenuItemRadio key={device.id} name={kind} value={device.id}>
            {device.label || texts.devices[kind]}
          </MenuItemRadio>
        ))
      )}
    </MenuGroup>
  );
}

function chosenOf(devices: DevicesState, kind: DeviceKind): string[] {
  const id = devices.chosen[kind];
  return id === undefined ? [] : [id];
}

function pickerLabel(devices: DevicesState): string {
  if (devices.state === 'loading') return texts.devicesLoading;
  if (devices.state === 'failed') return texts.devicesFailed;
  const chosen = devices.devices.find((device) => device.id === devices.chosen.speaker && device.kind === 'speaker');
  return chosen ? chosen.label || texts.devices.speaker : texts.noDevice.speaker;
}
