import { Button } from '@fluentui/react-components';
import type { Call } from '../../../shared/model/call.ts';
import { CandidateSearch } from '../../components/candidate-search.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import type { Candidate } from '../../components/found-to-invite.ts';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { useSending } from '../../components/use-sending.ts';
import { callTexts as texts } from '../../locales/calls.ts';
import { useServices } from '../../state/services.tsx';
import { useCall } from '../calling/index.ts';
import { DialAnswer, looksLikeNumber, useDialResult } from '../phone/index.ts';

/** To whom the call goes: a contact, somebody of the directory, a number or an address; at once, or after asking them. */
export function TransferDialog(props: { readonly call: Call; readonly onClose: () => void }) {
  const { client } = useServices();
  const callOut = useCall();
  const { send, failure, isBusy } = useSending(props.onClose);
  const { call } = props;

  function askFirst({ uri, name }: Candidate): void {
    props.onClose();
    // Main puts the first call on hold when the second is made.
    callOut({ to: uri, ...(uri === name ? {} : { name }) });
  }

  return (
    <Modal title={texts.transferTitle(call.peer.name)} onClose={props.onClose}>
      <CandidateSearch
        texts={texts.transferSearch}
        alsoOf={numberAsCandidate}
        isOffered={({ uri }) => uri !== call.peer.uri}
        note={(typed) => (
          <>
            <Dials typed={typed} />
            {failure && <FailureCard failure={failure} />}
          </>
        )}
        actionsOf={(target) => (
          <>
            <Button
              size="small"
              appearance="primary"
              aria-label={texts.transferTo(target.name)}
              disabledFocusable={isBusy}
              onClick={() => send(client.request('call.transfer', { id: call.id, to: target.uri }))}
            >
              {texts.transferNow}
            </Button>
            <Button size="small" aria-label={texts.askFirstName(target.name)} onClick={() => askFirst(target)}>
              {texts.askFirst}
            </Button>
          </>
        )}
      />
      <ModalActions>
        <Button onClick={props.onClose}>{texts.close}</Button>
      </ModalActions>
    </Modal>
  );
}

/** What a number becomes by the company's rules. */
function Dials(props: { readonly typed: string }) {
  const number = numberIn(props.typed);
  const result = useDialResult(number ?? '');
  return number !== undefined && result ? <DialAnswer result={result} /> : null;
}

function numberAsCandidate(typed: string): readonly Candidate[] {
  const number = numberIn(typed);
  return number === undefined ? [] : [{ uri: number, name: number }];
}

function numberIn(typed: string): string | undefined {
  return looksLikeNumber(typed) ? typed.trim() : undefined;
}
