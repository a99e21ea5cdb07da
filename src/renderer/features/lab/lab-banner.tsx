import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Beaker16Regular } from '@fluentui/react-icons/svg/beaker';
import { useNavigation } from '../../app/navigate.tsx';
import { useOfferJoin } from '../../app/offer-join.ts';
import { clockTime } from '../../locales/format.ts';
import { labTexts as texts } from '../../locales/lab.ts';
import { useSlice } from '../../state/services.tsx';
import { LabMeetingsMenu } from './lab-meetings-menu.tsx';

const useStyles = makeStyles({
  banner: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minHeight: '32px',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
    flexShrink: 0,
  },
  words: { flexGrow: 1, minWidth: 0, padding: `${tokens.spacingVerticalXS} 0` },
  // Where there is no room beside the words, both go below them.
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', marginLeft: 'auto' },
});

/** Says on every screen that nothing here is real, with the lab's meetings one click away. */
export function LabBanner() {
  const styles = useStyles();
  const offerJoin = useOfferJoin();
  const { open } = useNavigation();
  const restarted = useSlice((snapshot) => snapshot.lab.restarted);
  const running = useSlice((snapshot) => snapshot.lab.state === 'running');
  if (!running) return null;
  return (
    <aside className={styles.banner} aria-label={texts.banner}>
      <Beaker16Regular aria-hidden />
      <Text size={200} weight="semibold" className={styles.words}>
        {texts.banner}
      </Text>
      {restarted && (
        <Text size={200} role="status" className={styles.words}>
          {texts.restarted(clockTime(restarted.at), restarted.refused)}
        </Text>
      )}
      <div className={styles.buttons}>
        <Button size="small" appearance="subtle" onClick={() => open('lab')}>
          {texts.openPage}
        </Button>
        <LabMeetingsMenu onPick={(meeting) => offerJoin(meeting.link)} />
      </div>
    </aside>
  );
}
