import { Button, Text } from '@fluentui/react-components';
import { Image16Regular } from '@fluentui/react-icons/svg/image';
import { TextT16Regular } from '@fluentui/react-icons/svg/text-t';
import { useState } from 'react';
import type { Rung } from '../../../shared/ladder/drawing.ts';
import type { Lane } from '../../../shared/ladder/lanes.ts';
import { ladderText } from '../../../shared/ladder/text.ts';
import { diagnosticsTexts as texts } from '../../locales/diagnostics-screen.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { ladderPicture } from './ladder-picture.ts';

/** A picture of more is no picture any more: the newest are in it. */
const mostRungs = 2000;

/** Takes the ladder elsewhere, as it is shown. */
export function LadderExport(props: { readonly lanes: readonly Lane[]; readonly rungs: readonly Rung[] }) {
  const { client } = useServices();
  const run = useRun();
  const [told, setTold] = useState('');

  async function save(kind: 'text' | 'picture'): Promise<void> {
    const rungs = props.rungs.slice(-mostRungs);
    const content = kind === 'text' ? ladderText(texts.you, props.lanes, rungs) : ladderPicture(props.lanes, rungs);
    setTold('');
    const outcome = await client.request('trace.saveLadder', { kind, content });
    if (!outcome.ok) setTold(failureSentence(outcome.failure));
    else if (outcome.value) setTold(texts.saved);
  }

  return (
    <>
      <Button size="small" appearance="subtle" icon={<TextT16Regular />} onClick={() => run(save('text'))}>
        {texts.saveText}
      </Button>
      <Button size="small" appearance="subtle" icon={<Image16Regular />} onClick={() => run(save('picture'))}>
        {texts.savePicture}
      </Button>
      <Text size={200} role="status">
        {told}
      </Text>
    </>
  );
}
