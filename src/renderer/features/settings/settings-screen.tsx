import { makeStyles, tokens } from '@fluentui/react-components';
import { useNavigation } from '../../app/navigate.tsx';
import { Pane } from '../../components/pane.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { settingsTexts as texts } from '../../locales/settings.ts';
import { DevicesSettings } from './devices-settings.tsx';
import { ForwardingSettings } from './forwarding-settings.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { LabSettings } from './lab-settings.tsx';
import { NetworkSettings } from './network-settings.tsx';
import { NoticeSettings } from './notice-settings.tsx';
import { PhoneSettings } from './phone-settings.tsx';
import { PrivacySettings } from './privacy-settings.tsx';
import { StatusSettings } from './status-settings.tsx';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
});

const tabs = {
  'settings-general': GeneralSettings,
  'settings-status': StatusSettings,
  'settings-phone': PhoneSettings,
  'settings-forwarding': ForwardingSettings,
  'settings-notices': NoticeSettings,
  'settings-privacy': PrivacySettings,
  'settings-network': NetworkSettings,
  'settings-devices': DevicesSettings,
  'settings-lab': LabSettings,
} as const;
type SettingsTab = keyof typeof tabs;

/** Settings; each change holds at once, except where a text is typed and saved. */
export function SettingsScreen() {
  const styles = useStyles();
  const { place, open, close } = useNavigation();
  const tab: SettingsTab = isTab(place.detail) ? place.detail : 'settings-general';
  const Content = tabs[tab];
  return (
    <Pane title={texts.title} onBack={close}>
      <Tabs
        label={texts.title}
        tabs={(Object.keys(tabs) as SettingsTab[]).map((id) => ({ id, label: texts.tabs[id] }))}
        selected={tab}
        panelId="settings-panel"
        onSelect={open}
      />
      <div className={styles.panel} id="settings-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        <ScrollArea label={texts.tabs[tab]}>
          <Content />
        </ScrollArea>
      </div>
    </Pane>
  );
}

function isTab(id: unknown): id is SettingsTab {
  return typeof id === 'string' && Object.hasOwn(tabs, id);
}
