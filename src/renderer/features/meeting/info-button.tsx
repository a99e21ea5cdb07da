import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Info20Regular } from '@fluentui/react-icons/svg/info';
import { useState } from 'react';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Details } from '../../components/details.tsx';
import { Facts } from '../../components/facts.tsx';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { partWords, meetingTexts as texts } from '../../locales/meeting.ts';
import { JoinSteps } from './join-steps.tsx';
import { linkOf } from './link-of.ts';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
  steps: { paddingTop: tokens.spacingVerticalS },
});

/** About the meeting: link, organizer, id, what can be done in it from here, and how one got in. */
export function InfoButton(props: { readonly meeting: MeetingState }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        appearance="subtle"
        icon={<Info20Regular />}
        aria-label={texts.info}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      />
      {isOpen && <InfoDialog meeting={props.meeting} onClose={() => setOpen(false)} />}
    </>
  );
}

function InfoDialog(props: { readonly meeting: MeetingState; readonly onClose: () => void }) {
  const styles = useStyles();
  const { meeting, onClose } = props;
  const { organizer, conferenceId } = meeting.link;
  const link = linkOf(meeting);
  const named = meeting.organizerName ? `${meeting.organizerName} (${organizer})` : organizer;
  return (
    <Modal title={texts.info} onClose={onClose}>
      <div className={styles.body}>
        <Facts
          facts={[
            [texts.infoOrganizer, named],
            [texts.infoId, conferenceId],
            [texts.infoLink, link],
            ...partWords(meeting.parts),
          ]}
        />
        {meeting.steps.length > 0 && (
          <Details label={texts.howYouGotHere}>
            <div className={styles.steps}>
              <JoinSteps steps={meeting.steps} />
            </div>
          </Details>
        )}
      </div>
      <ModalActions>
        <CopyButton text={() => link} label={texts.copyLink} />
        <Button size="small" onClick={onClose}>
          {texts.close}
        </Button>
      </ModalActions>
    </Modal>
  );
}
