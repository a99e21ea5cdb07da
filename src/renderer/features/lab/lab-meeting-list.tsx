import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { LabMeeting } from '../../../shared/model/lab.ts';
import { useOfferJoin } from '../../app/offer-join.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { labTexts as texts } from '../../locales/lab.ts';
import { useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    padding: tokens.spacingVerticalS,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    flexBasis: '200px',
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS },
});

/** The lab's meetings with their links. */
export function LabMeetingList() {
  const styles = useStyles();
  const meetings = useSlice((snapshot) => snapshot.lab.meetings);
  if (meetings.length === 0) return <Text className={styles.quiet}>{texts.none}</Text>;
  return (
    <ul className={styles.list} aria-label={texts.list}>
      {meetings.map((meeting) => (
        <Item key={meeting.link} meeting={meeting} />
      ))}
    </ul>
  );
}

function Item(props: { readonly meeting: LabMeeting }) {
  const styles = useStyles();
  const offerJoin = useOfferJoin();
  const { meeting } = props;
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <Text weight="semibold">{meeting.title}</Text>
        <Text size={200} className={styles.quiet}>
          {texts.organizer(meeting.organizer)}
        </Text>
        {meeting.note && (
          <Text size={200} className={styles.quiet}>
            {meeting.note}
          </Text>
        )}
      </div>
      <div className={styles.actions}>
        <Button size="small" aria-label={texts.joinNamed(meeting.title)} onClick={() => offerJoin(meeting.link)}>
          {texts.join}
        </Button>
        <CopyButton
          text={() => meeting.link}
          label={texts.copyLink}
          name={texts.copyLinkNamed(meeting.title)}
          appearance="subtle"
        />
      </div>
    </li>
  );
}
