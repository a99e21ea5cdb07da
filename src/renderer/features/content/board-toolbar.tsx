import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowUndo20Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { ArrowUpRight20Regular } from '@fluentui/react-icons/svg/arrow-up-right';
import { CursorHover20Regular } from '@fluentui/react-icons/svg/cursor-hover';
import { Delete20Regular } from '@fluentui/react-icons/svg/delete';
import { Eraser20Regular } from '@fluentui/react-icons/svg/eraser';
import { Highlight20Regular } from '@fluentui/react-icons/svg/highlight';
import { Line20Regular } from '@fluentui/react-icons/svg/line';
import { Oval20Regular } from '@fluentui/react-icons/svg/oval';
import { Pen20Regular } from '@fluentui/react-icons/svg/pen';
import { Square20Regular } from '@fluentui/react-icons/svg/square';
import type { ReactElement } from 'react';
import { strokeColours } from '../../../shared/model/meeting-content.ts';
import { boardTexts as texts } from '../../locales/content.ts';
import { type BoardTool, draws, type Kit, type StrokeWidth } from './board-tools.ts';
import { ChoiceRow } from './choice-row.tsx';
import { forcedShades, shadeTokens } from './use-surface.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    flexShrink: 0,
  },
  // They keep their room: the sheet stays where it is under the pointer, whatever tool is chosen.
  palette: { display: 'contents' },
  unused: { visibility: 'hidden' },
  // Colours mean something here, also where the system takes all others away.
  swatch: {
    width: '18px',
    height: '18px',
    borderRadius: tokens.borderRadiusCircular,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
    forcedColorAdjust: 'none',
  },
  // As on the sheet, over the shade of the theme.
  black: { '@media (forced-colors: active)': { backgroundColor: `${forcedShades.black} !important` } },
  grey: { '@media (forced-colors: active)': { backgroundColor: `${forcedShades.grey} !important` } },
  dot: {
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: 'currentColor',
    '@media (forced-colors: active)': { backgroundColor: 'CanvasText', forcedColorAdjust: 'none' },
  },
});

const toolSigns: Record<BoardTool, ReactElement> = {
  pen: <Pen20Regular />,
  highlighter: <Highlight20Regular />,
  line: <Line20Regular />,
  arrow: <ArrowUpRight20Regular />,
  rectangle: <Square20Regular />,
  ellipse: <Oval20Regular />,
  eraser: <Eraser20Regular />,
  pointer: <CursorHover20Regular />,
};

const tools = Object.keys(toolSigns) as readonly BoardTool[];
const dots: readonly (readonly [StrokeWidth, string])[] = [
  ['thin', '4px'],
  ['medium', '8px'],
  ['thick', '14px'],
];

/** What to draw with, and the ways back. */
export function BoardToolbar(props: {
  readonly kit: Kit;
  readonly isEmpty: boolean;
  readonly onKit: (kit: Kit) => void;
  readonly onUndo: () => void;
  readonly onClear: () => void;
}) {
  const styles = useStyles();
  const { kit, onKit } = props;
  return (
    <div className={styles.bar}>
      <ChoiceRow
        label={texts.tools}
        choices={tools.map((id) => ({ id, name: texts.tool[id], sign: toolSigns[id] }))}
        chosen={kit.tool}
        onChoose={(tool) => onKit({ ...kit, tool })}
      />
      <div className={mergeClasses(styles.palette, !draws(kit.tool) && styles.unused)}>
        <ChoiceRow
          label={texts.colours}
          choices={strokeColours.map((id) => ({
            id,
            name: texts.colour[id],
            sign: (
              <span
                className={mergeClasses(styles.swatch, id === 'black' && styles.black, id === 'grey' && styles.grey)}
                style={{ backgroundColor: shadeTokens[id] }}
              />
            ),
          }))}
          chosen={kit.colour}
          onChoose={(colour) => onKit({ ...kit, colour })}
        />
        <ChoiceRow
          label={texts.widths}
          choices={dots.map(([id, size]) => ({
            id,
            name: texts.width[id],
            sign: <span className={styles.dot} style={{ width: size, height: size }} />,
          }))}
          chosen={kit.width}
          onChoose={(width) => onKit({ ...kit, width })}
        />
      </div>
      <div>
        <Button size="small" appearance="subtle" icon={<ArrowUndo20Regular />} onClick={props.onUndo}>
          {texts.undo}
        </Button>
        <Button
          size="small"
          appearance="subtle"
          icon={<Delete20Regular />}
          disabledFocusable={props.isEmpty}
          onClick={props.onClear}
        >
          {texts.clear}
        </Button>
      </div>
    </div>
  );
}
