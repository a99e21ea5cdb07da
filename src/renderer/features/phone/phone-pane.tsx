import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useNavigation } from '../../app/navigate.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { phoneTexts as texts } from '../../locales/phone.ts';
import { useSlice } from '../../state/services.tsx';
import { DialSection } from './dial-section.tsx';
import { MissedSection } from './missed-section.tsx';
import { RecentSection } from './recent-section.tsx';
import { VoicemailSection } from './voicemail-section.tsx';

const useStyles = makeStyles({
  pane: { padding: tokens.spacingVerticalM },
  plan: { alignSelf: 'flex-start', flexShrink: 0 },
});

/** Phone: the keys, what waits, what was missed, and the last calls. */
export function PhonePane() {
  const styles = useStyles();
  const { open, place } = useNavigation();
  const plan = useSlice((snapshot) => snapshot.dialPlan);
  return (
    <ScrollArea label={texts.pane} className={styles.pane}>
      <DialSection given={place.given} />
      <VoicemailSection />
      <MissedSection />
      <RecentSection />
      <Button className={styles.plan} size="small" onClick={() => open('settings-phone')}>
        {texts.openPlan(plan.name, plan.rules.length)}
      </Button>
    </ScrollArea>
  );
}
