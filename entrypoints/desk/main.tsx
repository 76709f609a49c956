import '../../components/style.css';
import { render } from 'preact';
import { Root } from '../../components/Root.tsx';
import { LookContext } from '../../components/signing/looking.ts';
import { DeskView } from '../../components/views/DeskView.tsx';
import { withEngine } from '../../utils/extension/engine-host.ts';
import type { Look } from '../../utils/pdf/look.ts';
import { look } from '../../utils/pdf/look.ts';
import { openPreview } from '../../utils/pdf/preview.ts';

const root = document.getElementById('root');
if (!root) throw new Error('desk/index.html has no #root to render in.');
/** What guards a file is too large for a page, and stays in the Worker. */
const lookGuarded: Look = async (bytes, turns) => {
  const safe = await withEngine((engine) => engine.guard(bytes));
  return safe.ok ? look(bytes, turns) : safe;
};

render(
  <LookContext.Provider value={lookGuarded}>
    <Root>{(stored) => <DeskView stored={stored} openPreview={openPreview} />}</Root>
  </LookContext.Provider>,
  root,
);
