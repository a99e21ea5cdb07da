import { Button, useAnnounce } from '@fluentui/react-components';
import { useState } from 'react';
import type { Failure } from '../../shared/model/failure.ts';
import { type Answer, failureOf } from '../ipc/client.ts';
import { inviteTexts as texts } from '../locales/meeting-people.ts';
import { CandidateSearch } from './candidate-search.tsx';
import { FailureCard } from './failure-card.tsx';
import type { Candidate } from './found-to-invite.ts';
import { Modal, ModalActions } from './modal.tsx';

/** How somebody stands already. */
export interface Standing {
  /** Shown instead of the address. */
  readonly words?: string | undefined;
  readonly canAsk: boolean;
}

/** Asks people to come: contacts, whom the directory knows, or an address. It stays open after each, for there may be several. */
export function AskPeopleDialog(props: {
  readonly title: string;
  readonly standingOf: (person: Candidate) => Standing;
  readonly onAsk: (person: Candidate) => Answer;
  readonly onClose: () => void;
}) {
  const { announce } = useAnnounce();
  const [failure, setFailure] = useState<Failure>();
  const [asking, setAsking] = useState<string>();
  const { standingOf } = props;

  async function ask(person: Candidate): Promise<void> {
    setAsking(person.uri);
    const refusal = await failureOf(props.onAsk(person));
    setAsking(undefined);
    setFailure(refusal);
    if (!refusal) announce(texts.asked(person.name));
  }

  return (
    <Modal title={props.title} onClose={props.onClose}>
      <CandidateSearch
        texts={texts}
        note={() => failure && <FailureCard failure={failure} />}
        wordsOf={(person) => standingOf(person).words}
        actionsOf={(person) =>
          standingOf(person).canAsk && (
            <Button
              size="small"
              aria-label={texts.inviteName(person.name)}
              disabledFocusable={asking !== undefined}
              onClick={() => void ask(person)}
            >
              {texts.invite}
            </Button>
          )
        }
      />
      <ModalActions>
        <Button onClick={props.onClose}>{texts.close}</Button>
      </ModalActions>
    </Modal>
  );
}
