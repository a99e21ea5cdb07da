import { makeStyles, Select, tokens } from '@fluentui/react-components';
import { type ComponentType, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigation } from '../../app/navigate.tsx';
import { ManagedNotice } from '../../components/managed-notice.tsx';
import { Pane } from '../../components/pane.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { settingsTexts as texts } from '../../locales/settings.ts';
import { AdvancedSettings } from './advanced-settings.tsx';
import { DevicesSettings } from './devices-settings.tsx';
import { ForwardingSettings } from './forwarding-settings.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { LabSettings } from './lab-settings.tsx';
import { MeetingsSettings } from './meetings-settings.tsx';
import { NetworkSettings } from './network-settings.tsx';
import { NoticeSettings } from './notice-settings.tsx';
import { PersonalSettings } from './personal-settings.tsx';
import { PhoneSettings } from './phone-settings.tsx';
import { PrivacySettings } from './privacy-settings.tsx';
import { type Hit, type SettingsScreenId, settingsPages } from './search-index.ts';
import { SearchHits, SettingsSearch } from './settings-search.tsx';
import { StatusSettings } from './status-settings.tsx';

/** From this width on the pages stand beside what they hold. */
const wide = '@container (min-width: 640px)';
const narrow = '@container (max-width: 639px)';

const useStyles = makeStyles({
  room: { containerType: 'inline-size', display: 'flex', flexGrow: 1, minHeight: 0, minWidth: 0 },
  parts: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    minWidth: 0,
    [wide]: { flexDirection: 'row' },
  },
  side: {
    display: 'flex',
    flexDirection: 'column',
    flexShrink: 0,
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    [wide]: { width: '224px', overflowY: 'auto' },
  },
  beside: { [narrow]: { display: 'none' } },
  above: { [wide]: { display: 'none' } },
  panel: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    minWidth: 0,
    [narrow]: { borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
    [wide]: { borderLeft: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  },
});

const contents: Readonly<Record<SettingsScreenId, ComponentType>> = {
  'settings-general': GeneralSettings,
  'settings-personal': PersonalSettings,
  'settings-status': StatusSettings,
  'settings-phone': PhoneSettings,
  'settings-forwarding': ForwardingSettings,
  'settings-devices': DevicesSettings,
  'settings-notices': NoticeSettings,
  'settings-meetings': MeetingsSettings,
  'settings-privacy': PrivacySettings,
  'settings-network': NetworkSettings,
  'settings-advanced': AdvancedSettings,
  'settings-lab': LabSettings,
};

/** Settings; each change holds at once, except where a text is typed and saved. */
export function SettingsScreen() {
  const styles = useStyles();
  const { place, open, close } = useNavigation();
  const page: SettingsScreenId = isPage(place.detail) ? place.detail : 'settings-general';
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const panel = useFound(page, place.about, chosen);
  const Content = contents[page];
  const goTo = (id: SettingsScreenId, about = '') => {
    setTyped('');
    open(id, about);
  };
  const choose = (hit: Hit) => {
    const about = hit.setting ?? hit.title;
    // Another place is news enough; counted before it is there, this would lead once more to the one before.
    if (hit.page === page && about === place.about) setChosen(chosen + 1);
    goTo(hit.page, about);
  };
  return (
    <Pane title={texts.title} onBack={close}>
      <div className={styles.room}>
        <div className={styles.parts}>
          <div className={styles.side}>
            <SettingsSearch typed={typed} onType={setTyped} onChoose={choose} />
            <div className={styles.above}>
              <PageChoice page={page} onChoose={goTo} />
            </div>
            <div className={styles.beside}>
              <Tabs
                label={texts.title}
                tabs={settingsPages.map((id) => ({ id, label: texts.tabs[id] }))}
                selected={page}
                panelId="settings-panel"
                onSelect={goTo}
                isColumn
              />
            </div>
          </div>
          <div className={styles.panel} id="settings-panel" role="tabpanel" aria-labelledby={`tab-${page}`} ref={panel}>
            <ScrollArea label={texts.tabs[page]}>
              {typed.trim() === '' ? (
                <>
                  <ManagedNotice />
                  <Content />
                </>
              ) : (
                <SearchHits typed={typed} onChoose={choose} />
              )}
            </ScrollArea>
          </div>
        </div>
      </div>
    </Pane>
  );
}

/** The pages where there is no room beside them. */
function PageChoice(props: { readonly page: SettingsScreenId; readonly onChoose: (page: SettingsScreenId) => void }) {
  return (
    <Select
      aria-label={texts.page}
      value={props.page}
      onChange={(_, data) => {
        if (isPage(data.value)) props.onChoose(data.value);
      }}
    >
      {settingsPages.map((id) => (
        <option key={id} value={id}>
          {texts.tabs[id]}
        </option>
      ))}
    </Select>
  );
}

const controls = 'input:not([disabled]), select:not([disabled]), textarea:not([disabled]), button:not([disabled])';

/**
 * Brings what the address names into view and takes the focus to it: a locked one itself, a page where there is no such
 * setting. `chosen` counts what was chosen in the search, where the same may be wanted twice.
 */
function useFound(page: SettingsScreenId, about: string, chosen: number) {
  const panel = useRef<HTMLDivElement>(null);
  const wanted = useMemo(() => ({ about, chosen }), [about, chosen]);
  useEffect(() => {
    const { about } = wanted;
    if (about === '' || !panel.current) return;
    const anchored = [...panel.current.querySelectorAll<HTMLElement>('[id^="setting-"]')];
    const found = anchored.find(({ id }) => id === `setting-${about}`);
    const target = found ?? panel.current.querySelector<HTMLElement>(`section[aria-label="${texts.tabs[page]}"]`);
    target?.scrollIntoView({ block: 'center' });
    (target?.querySelector<HTMLElement>(controls) ?? target)?.focus({ preventScroll: true });
  }, [page, wanted]);
  return panel;
}

function isPage(id: unknown): id is SettingsScreenId {
  return settingsPages.some((page) => page === id);
}
