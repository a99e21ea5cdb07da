import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useNavigation } from '../../app/navigate.tsx';
import { Pane } from '../../components/pane.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { labTexts as texts } from '../../locales/lab.ts';
import { useSlice } from '../../state/services.tsx';
import { FaultsTab } from './faults-tab.tsx';
import { LabPower } from './lab-power.tsx';
import { PeopleTab } from './people-tab.tsx';
import { ScenariosTab } from './scenarios-tab.tsx';
import { SwitchesTab } from './switches-tab.tsx';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    flexShrink: 0,
  },
  what: { flexGrow: 1, flexBasis: '240px', color: tokens.colorNeutralForeground2 },
  panel: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
});

/** Each tab, and whether it needs the lab to run. */
const tabs = {
  switches: { Content: SwitchesTab, needsLab: true },
  people: { Content: PeopleTab, needsLab: true },
  scenarios: { Content: ScenariosTab, needsLab: false },
  faults: { Content: FaultsTab, needsLab: true },
} as const;
type LabTab = keyof typeof tabs;

/** The lab in a tester's hands: switches, people, scenarios and faults. */
export function LabPage() {
  const styles = useStyles();
  const { place, close } = useNavigation();
  const state = useSlice((snapshot) => snapshot.lab.state);
  const [tab, setTab] = useState<LabTab>(isTab(place.about) ? place.about : 'switches');
  const { Content, needsLab } = tabs[tab];
  return (
    <Pane title={texts.page} onBack={close}>
      <div className={styles.head}>
        {state !== 'failed' && (
          <Text size={200} className={styles.what}>
            {state === 'running' ? texts.running : texts.what}
          </Text>
        )}
        <LabPower />
      </div>
      <Tabs
        label={texts.page}
        tabs={(Object.keys(tabs) as LabTab[]).map((id) => ({ id, label: texts.tabs[id] }))}
        selected={tab}
        panelId="lab-panel"
        onSelect={setTab}
      />
      <div className={styles.panel} id="lab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        <ScrollArea label={texts.tabPanel(texts.tabs[tab])}>
          {needsLab && state !== 'running' ? <Text>{texts.needsLab}</Text> : <Content />}
        </ScrollArea>
      </div>
    </Pane>
  );
}

function isTab(id: string): id is LabTab {
  return Object.hasOwn(tabs, id);
}
