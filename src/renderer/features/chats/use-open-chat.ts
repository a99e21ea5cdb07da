import { useNavigation } from '../../app/navigate.tsx';
import { RequestFailed } from '../../ipc/client.ts';
import { useServices } from '../../state/services.tsx';

/** Opens the conversation with a person, an old one or a new one; nothing is sent by that. */
export function useOpenChat(): (uri: string, name?: string) => void {
  const { client, notice } = useServices();
  const { open } = useNavigation();
  return (uri, name) => {
    client.request('conversation.open', { uri, ...(name ? { name } : {}) }).then(
      (outcome) => {
        if (outcome.ok) open('conversation', outcome.value);
        else notice.set(outcome.failure);
      },
      (error: unknown) => {
        if (error instanceof RequestFailed) notice.set(error.failure);
      },
    );
  };
}
