import type { BoardGroup } from '../../utils/profiles/board-groups.ts';
import { Paged } from '../controls/Paged.tsx';
import { useText } from '../text.ts';

type BoardsFieldProps = { boards: readonly BoardGroup[]; chosen: boolean; onChoose: (chosen: boolean) => void };

/** Whether the boards that the list names become groups of their schools, and which. Left to the person: a list may number its boards. */
export function BoardsField({ boards, chosen, onChoose }: BoardsFieldProps) {
  const { say, count } = useText();
  return (
    <div>
      <label class="choice">
        <input type="checkbox" checked={chosen} onChange={(event) => onChoose(event.currentTarget.checked)} />
        <span>{count('import_boards', boards.length)}</span>
      </label>
      <details>
        <summary>{say('import_boardsWhich')}</summary>
        <Paged
          things={boards}
          class="import-rows"
          row={({ name, kept, added }) => (
            <li key={name}>
              {name} <span class="soft">{count(kept ? 'import_boardGrows' : 'import_boardHas', added.length)}</span>
            </li>
          )}
        />
      </details>
    </div>
  );
}
