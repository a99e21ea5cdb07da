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
export function LadderExport(props: {
  readonly lanes: readonly Lane[];
  readonly rungs: readonly Rung[];
  /** What the picture does not show. */
  readonly note: string | undefined;
}) {
  const { client } = useServices();
  const run = useRun();
  const [told, setTold] = useState('');

  async function save(kind: 'text' | 'picture'): Promise<void> {
    const rungs = props.rungs.slice(-mostRungs);
    const { lanes, note } = props;
    const content = kind === 'text' ? textOf(lanes, rungs, note) : ladderPicture(lanes, rungs, note);
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

function textOf(lanes: readonly Lane[], rungs: readonly Rung[], note: string | undefined): string {
  const text = ladderText(texts.you, lanes, rungs);
  return note === undefined ? text : `${text}\n${note}\n`;
}
