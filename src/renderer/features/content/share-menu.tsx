import { Button, Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ShareScreenStart20Regular } from '@fluentui/react-icons/svg/share-screen-start';
import { useState } from 'react';
import type { MeetingContent } from '../../../shared/model/meeting-content.ts';
import { reasonInMeeting } from '../../../shared/model/meeting-parts.ts';
import type { Feature } from '../../../shared/model/policy.ts';
import { shareTexts as texts } from '../../locales/content.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { PollDialog } from './poll-dialog.tsx';
import { presentPdf } from './present-pdf.ts';

/** What a presenter can put before everybody. What cannot be shared says why. */
export function ShareMenu(props: { readonly content: MeetingContent; readonly onLook: (id: string) => void }) {
  const { client, now } = useServices();
  const run = useRun();
  const [isAsking, setAsking] = useState(false);
  const noData = useForbidden('data-collaboration');
  const noPolls = useForbidden('polls');
  // Menus stand in meetings alone.
  const meetingId = useSlice(({ meeting }) => meeting?.id) ?? '';
  const { content, onLook } = props;
  const questions = content.items.find(({ kind }) => kind === 'questions');
  const boards = content.items.filter(({ kind }) => kind === 'whiteboard').length;
  const noPictures = noData ?? (content.sending ? texts.onePerTime : undefined);
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button size="small" appearance="primary" icon={<ShareScreenStart20Regular />}>
            {texts.share}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <ShareItem
              label={texts.whiteboard}
              whyNot={noData}
              onClick={() => run(client.request('content.newWhiteboard', { title: texts.whiteboardTitle(boards + 1) }))}
            />
            <ShareItem label={texts.poll} whyNot={noPolls} onClick={() => setAsking(true)} />
            {questions && (
              <ShareItem
                label={texts.questions}
                whyNot={undefined}
                onClick={() => {
                  onLook(questions.id);
                  run(client.request('content.show', { itemId: questions.id }));
                }}
              />
            )}
            <MenuDivider />
            <ShareItem
              label={texts.pdf}
              whyNot={noPictures}
              onClick={() => run(presentPdf(client, { meetingId, now }))}
            />
            <ShareItem
              label={texts.pictures}
              hint={texts.picturesHint}
              whyNot={noPictures}
              onClick={() => run(client.request('content.presentPictures', { meetingId }))}
            />
            <ShareItem label={texts.powerPoint} whyNot={texts.powerPointWhy} onClick={() => undefined} />
          </MenuList>
        </MenuPopover>
      </Menu>
      {isAsking && <PollDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function ShareItem(props: {
  readonly label: string;
  readonly hint?: string;
  readonly whyNot: string | undefined;
  readonly onClick: () => void;
}) {
  const subText = props.whyNot ?? props.hint;
  return (
    <MenuItem
      disabled={props.whyNot !== undefined}
      {...(subText === undefined ? {} : { subText })}
      onClick={props.onClick}
    >
      {props.label}
    </MenuItem>
  );
}

/** The company's rule against a feature, in words; undefined when there is none. */
function useForbidden(feature: Feature): string | undefined {
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const meeting = useSlice((snapshot) => snapshot.meeting);
  const reason = reasonInMeeting({ provisioning, meeting }, feature);
  return reason && texts.forbidden(reason.key);
}
