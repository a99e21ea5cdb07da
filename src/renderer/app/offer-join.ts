import { useServices } from '../state/services.tsx';
import { useNavigation } from './navigate.tsx';

/** Opens the join dialog with a link in it, or empty; what was typed there before is replaced. */
export function useOfferJoin(): (text: string) => void {
  const { joinDraft } = useServices();
  const { open } = useNavigation();
  return (text) => {
    const draft = joinDraft.get();
    joinDraft.set({ ...draft, text, offer: draft.offer + 1 });
    open('join');
  };
}
