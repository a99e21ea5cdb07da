import {
  Badge,
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
import type { OwnMeeting } from '../../../shared/model/scheduling.ts';
import { useOfferJoin } from '../../app/offer-join.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { shortDayWords } from '../../locales/format.ts';
import { ownMeetingTime, schedulingTexts as texts } from '../../locales/scheduling.ts';
import { useServices } from '../../state/services.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { type InvitationControl, useInvitation } from './use-invitation.ts';

const useStyles = makeStyles({
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderLeft: `${tokens.strokeWidthThicker} solid ${tokens.colorNeutralStroke1}`,
  },
  current: { borderLeftColor: tokens.colorCompoundBrandStroke },
  words: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    flexBasis: '140px',
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  now: { flexShrink: 0, overflowWrap: 'normal' },
  // Never torn apart: what a row can do stays in one place.
  buttons: { display: 'flex', flexShrink: 0, gap: tokens.spacingHorizontalXS },
  // A subject as long as a letter leaves room for the meetings after it.
  subject: { display: '-webkit-box', WebkitLineClamp: 3, WebkitBoxOrient: 'vertical', overflow: 'hidden' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** A dialog about one of the own meetings, as the meeting was when it was asked for. */
export interface Wanted {
  readonly what: 'change' | 'remove';
  readonly meeting: OwnMeeting;
}

/** One own meeting: what and when, the way in, and behind "More" its invitation and its changes. */
export function OwnMeetingItem(props: {
  readonly meeting: OwnMeeting;
  readonly canChange: boolean;
  readonly onWanted: (wanted: Wanted) => void;
}) {
  const styles = useStyles();
  const offerJoin = useOfferJoin();
  const { meeting, onWanted } = props;
  const invitation = useInvitation(meeting);
  const subject = meeting.subject || texts.noSubject;
  return (
    <li className={mergeClasses(styles.item, meeting.isActive && styles.current)}>
      <div className={styles.words}>
        <div className={styles.head}>
          <Text className={styles.subject} weight={meeting.isActive ? 'semibold' : 'regular'} title={subject}>
            <bdi>{subject}</bdi>
          </Text>
          {meeting.isActive && (
            <Badge appearance="tint" className={styles.now}>
              {texts.now}
            </Badge>
          )}
        </div>
        <Text size={200} className={styles.quiet}>
          {[ownMeetingTime(meeting, shortDayWords), invitation.said].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <div className={styles.buttons}>
        <Button
          size="small"
          appearance={meeting.isActive ? 'primary' : 'secondary'}
          aria-label={texts.joinNamed(subject)}
          onClick={() => offerJoin(meeting.joinLink)}
        >
          {texts.join}
        </Button>
        <MoreMenu
          subject={subject}
          invitation={invitation}
          canChange={props.canChange}
          isStatic={meeting.isStatic}
          onWanted={(what) => onWanted({ what, meeting })}
        />
      </div>
    </li>
  );
}

/** The dialog that is wanted. It stands apart from the lists: a meeting goes from one to the other as it ends. */
export function OwnMeetingDialog(props: { readonly wanted: Wanted; readonly onClose: () => void }) {
  const { client } = useServices();
  const { onClose } = props;
  const { what, meeting } = props.wanted;
  if (what === 'change') return <ScheduleDialog meeting={meeting} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={texts.removeTitle(meeting.subject || texts.noSubject)}
      body={texts.removeBody}
      confirm={texts.removeNow}
      cancel={texts.cancel}
      onConfirm={() => client.request('scheduling.delete', { id: meeting.conferenceId })}
      onClose={onClose}
    />
  );
}

function MoreMenu(props: {
  readonly subject: string;
  readonly invitation: InvitationControl;
  readonly canChange: boolean;
  readonly isStatic: boolean;
  readonly onWanted: (what: Wanted['what']) => void;
}) {
  const { invitation, canChange, onWanted } = props;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          size="small"
          appearance="subtle"
          icon={<MoreHorizontal20Regular />}
          aria-label={texts.more(props.subject)}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={invitation.copyLink}>{texts.copyLink}</MenuItem>
          <MenuItem onClick={invitation.copyInvitation}>{texts.copyInvitation}</MenuItem>
          <MenuItem onClick={invitation.save}>{texts.saveInvitation}</MenuItem>
          {!props.isStatic && (
            <>
              <MenuDivider />
              <MenuItem disabled={!canChange} onClick={() => onWanted('change')}>
                {texts.change}
              </MenuItem>
              <MenuItem disabled={!canChange} onClick={() => onWanted('remove')}>
                {texts.remove}
              </MenuItem>
            </>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
