import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useNavigation } from '../../app/navigate.tsx';
import { ManagedNotice } from '../../components/managed-notice.tsx';
import { Pane } from '../../components/pane.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { diagnosticsTexts as texts } from '../../locales/diagnostics-screen.ts';
import { labTexts } from '../../locales/lab.ts';
import { setupTexts } from '../../locales/setup-check.ts';
import { CheckTab } from './check-tab.tsx';
import { useDiagnosticsChecks } from './checks.ts';
import { ConfigurationTab } from './configuration-tab.tsx';
import { DnsTab } from './dns-tab.tsx';
import { JoinCheckTab } from './join-check-tab.tsx';
import { JourneyTab } from './journey-tab.tsx';
import { ServersTab } from './servers-tab.tsx';
import { TraceTab } from './trace-tab.tsx';

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
  'diagnostics-journey': JourneyTab,
  'diagnostics-dns': DnsTab,
  'diagnostics-servers': ServersTab,
  'diagnostics-check': CheckTab,
  'diagnostics-join': JoinCheckTab,
  'diagnostics-configuration': ConfigurationTab,
  'diagnostics-trace': TraceTab,
} as const;
type DiagnosticsTab = keyof typeof tabs;

/** What Offhook asked, whom it reached, what they showed, and every message. */
export function DiagnosticsScreen() {
  const styles = useStyles();
  const { place, open, close } = useNavigation();
  const tab: DiagnosticsTab = isTab(place.detail) ? place.detail : 'diagnostics-journey';
  const Content = tabs[tab];
  // Held here, so that a look stays while another tab is read.
  const checks = useDiagnosticsChecks();
  return (
    <Pane
      title={texts.title}
      onBack={close}
      aside={
        <>
          <Button size="small" onClick={() => open('lab')}>
            {labTexts.page}
          </Button>
          <Button size="small" onClick={() => open('setup-check')}>
            {setupTexts.link}
          </Button>
        </>
      }
    >
      <Tabs
        label={texts.title}
        tabs={(Object.keys(tabs) as DiagnosticsTab[]).map((id) => ({ id, label: texts.tabs[id] }))}
        selected={tab}
        panelId="diagnostics-panel"
        onSelect={open}
      />
      <div className={styles.panel} id="diagnostics-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        <ManagedNotice />
        <Content checks={checks} />
      </div>
    </Pane>
  );
}

function isTab(id: unknown): id is DiagnosticsTab {
  return typeof id === 'string' && Object.hasOwn(tabs, id);
}
