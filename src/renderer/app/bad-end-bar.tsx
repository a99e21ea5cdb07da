import { Button } from '@fluentui/react-components';
import { supportTexts as texts } from '../locales/support.ts';
import { useRun, useServices, useSlice } from '../state/services.tsx';
import { useNavigation } from './navigate.tsx';
import { TopBar } from './top-bar.tsx';

/** Says that the last session ended without a word, or that something broke in this one, until it is put away. */
export function BadEndBar() {
  const { client } = useServices();
  const { open } = useNavigation();
  const run = useRun();
  const { endedBadly, brokeAt } = useSlice((snapshot) => snapshot.support);
  if (endedBadly === null && brokeAt === null) return null;
  const dismiss = () => run(client.request('support.dismiss'));
  const title = brokeAt === null ? texts.endedBadly : texts.broke;
  return (
    <TopBar intent="warning" title={title} words={texts.badEndNext} onDismiss={dismiss}>
      <Button
        onClick={() => {
          dismiss();
          open('support');
        }}
      >
        {texts.title}
      </Button>
    </TopBar>
  );
}
