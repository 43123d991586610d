import { resolveSweepSpec, type SweepSpec } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import type { ReportInput } from '../report-input.ts';
import { SMALL_DATA, smallReport, tasks } from '../testing/small-report.ts';
import { htmlReport } from './html-report.ts';
import { markdownReport } from './markdown-report.ts';

const HOSTILE = `<script>alert(1)</script>"'&|\`](x)`;
const picture = (model: string, lambda: string) => ({
  section: 'Samples',
  caption: `Samples of ${model} at ${lambda}`,
  mediaType: 'image/png',
  base64: Buffer.from(`${model} ${lambda}`).toString('base64'),
  place: { model, lambda },
});
const count = (text: string, part: string) => text.split(part).length - 1;

describe('htmlReport', () => {
  const html = htmlReport(smallReport());

  it('is one page that asks for nothing else and runs nothing', () => {
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address ?? '');
    expect(addresses.filter((address) => !address.startsWith('data:'))).toEqual([]);
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
    expect(html).not.toContain('<script');
    expect(html).toContain("default-src 'none'");
  });

  it('shows figures, tables, warnings, costs, and what it takes to repeat it', () => {
    expect(count(html, '<svg ')).toBe(4);
    for (const part of [
      'Methods compared',
      'Bjontegaard differences',
      'Regret at each lambda',
      'Cost and break-even',
      'YOTO costs as much as',
      'intervals over 2 seeds are too narrow',
      '1.2.3, commit abc123',
      'wasm 4.22.0',
      'yoto submit sweep.json',
      SMALL_DATA.fingerprint?.sha256 ?? 'none',
      SMALL_DATA.description,
    ]) {
      expect(html).toContain(part);
    }
    // The excess of both losses, weighted: 0.75 on average over seeds, times (1 + beta).
    expect(html).toContain(`<td class="number">+${(0.75 * (1 + (1 + 4 + 16 + 64) / 4)).toPrecision(3)} [`);
  });

  it('draws published curves in grey where they are asked for, and says whose they are', () => {
    const published: ReportInput['published'] = [
      {
        ...{
          name: 'Others',
          measuredOn: 'shapes',
          source: { title: 'a paper', url: 'https://example.com/a' },
        },
        datasets: ['shapes'],
        curves: [{ id: 'best', label: 'best model', points: [{ kl: 1, reconstruction: 2 }] }],
      },
    ];
    const report = htmlReport({ ...smallReport(), published });
    for (const part of ['Others: best model', 'Grey, Others: published results on shapes, from a paper']) {
      expect(html).not.toContain(part);
      expect(report).toContain(part);
    }
    expect(count(report, 'stroke="#6a7580"')).toBeGreaterThan(count(html, 'stroke="#6a7580"'));
  });

  it('carries the spec as a file that makes the same sweep again', () => {
    const [, address = ''] = html.match(/download="sweep.json" href="data:[^,]*,([^"]*)"/) ?? [];
    const spec = JSON.parse(decodeURIComponent(address.replaceAll('&#39;', "'"))) as SweepSpec;
    expect(spec).toEqual(smallReport().sweep.spec);
    expect(resolveSweepSpec(spec, tasks)).toEqual(spec);
  });

  it('takes names for text, whatever is in them', () => {
    const hostile = htmlReport(smallReport({ name: HOSTILE, groupName: HOSTILE.slice(0, 40) }));
    expect(hostile).not.toContain('<script');
    expect(count(hostile, '&lt;script&gt;alert(1)')).toBeGreaterThan(5);
    expect(hostile.match(/<svg [^>]*>/g)).toHaveLength(4);
  });

  it('embeds pictures, but nothing that could run', () => {
    const picture = {
      section: 'Samples',
      caption: 'film, <kl> 4: samples',
      mediaType: 'image/png',
      base64: 'aGVsbG8=',
    };
    const drawing = { ...picture, mediaType: 'image/svg+xml' };
    const withPictures = htmlReport(smallReport({ pictures: [picture, drawing] }));
    expect(withPictures).toContain(
      '<img src="data:image/png;base64,aGVsbG8=" alt="film, &lt;kl&gt; 4: samples">',
    );
    expect(count(withPictures, '<img ')).toBe(1);
    expect(withPictures).toContain('not a picture: image/svg+xml');
  });

  it('shows pictures in one row per lambda and a column a model, with gaps where a model has none', () => {
    const pictures = [picture('YOTO', 'kl 1'), picture('grid <3>', 'kl 1'), picture('grid <3>', 'kl 4')];
    const page = htmlReport(smallReport({ pictures, picturesLeftOut: 7 }));
    const [, gallery = ''] = page.match(/<table class="gallery">(.*?)<\/table>/s) ?? [];
    expect(gallery).toContain('<th scope="col">YOTO</th><th scope="col">grid &lt;3&gt;</th>');
    const rows = [...gallery.matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/g)];
    expect(
      rows.map(([, lambda, cells = '']) => [
        lambda,
        [...cells.matchAll(/alt="(.*?)"|<td><\/td>/g)].map(([, alt]) => alt),
      ]),
    ).toEqual([
      ['kl 1', ['Samples of YOTO at kl 1', 'Samples of grid &lt;3&gt; at kl 1']],
      ['kl 4', [undefined, 'Samples of grid &lt;3&gt; at kl 4']],
    ]);
    expect(page).toContain('7 more would make this page too large');
    expect(markdownReport(smallReport({ pictures }))).toContain('Samples: in the HTML report.');
  });

  it('shows pictures of several weights in grids along each, or along the slice, YOTO above the others', () => {
    const sheet = (model: string, kl: number, tv: number) => ({
      ...picture(model, `kl ${kl}, tv ${tv}`),
      place: { model, lambda: `kl ${kl}, tv ${tv}`, at: { kl, tv } },
      tiles: { tileWidth: 32, tileHeight: 16, gap: 1, columns: 2, count: 3 },
    });
    const pictures = [sheet('grid', 1, 1), ...[1, 4].map((kl) => sheet('YOTO', kl, 1)), sheet('YOTO', 1, 9)];
    const whole = smallReport({ pictures });
    const sliced = (value: ReportInput['comparison']['slice']['value']): ReportInput => ({
      ...whole,
      comparison: { ...whole.comparison, slice: { value, reason: null } },
    });
    const page = htmlReport(sliced(null));
    const titles = (html: string) =>
      [...html.matchAll(/<h3>(Samples along[^<]*)<\/h3>/g)].map(([, title]) => title);
    expect(titles(page)).toEqual(['Samples along kl, held at tv 1', 'Samples along tv, held at kl 1']);
    const [, first = ''] = page.match(/<div class="picture-grid">(.*?)<\/table>/s) ?? [];
    expect([...first.matchAll(/<th scope="(?:row|col)">(.*?)<\/th>/g)].map(([, text]) => text)).toEqual([
      ...['kl', '1', '4', 'YOTO', 'grid'],
    ]);
    expect(first.match(/class="tile/g)).toHaveLength(3);
    expect(first).toContain('aria-label="Samples of YOTO at kl 4, tv 1, picture 1"');
    // A sheet is carried once, however many tiles show it.
    expect(page.match(/data:image\/png/g)).toHaveLength(pictures.length);
    expect(page).toContain('background-size:203.125% 206.25%;background-position:0% 100%');
    const slice = { along: 'tv', base: { kl: 1 }, lambdas: 2 };
    expect(titles(htmlReport(sliced(slice)))).toEqual(['Samples along tv, held at kl 1']);
    expect(markdownReport(sliced(null))).toContain('Samples along kl, held at tv 1: in the HTML report.');
  });

  it('draws the full loss of every method at each configuration of several weights, and lists it', () => {
    const whole = smallReport();
    const series = whole.comparison.series.map((one) => ({
      ...one,
      points: one.points.map((point, index) => ({
        ...point,
        at: { lambda: { kl: index === 0 ? 10 : 1, tv: index } },
      })),
    }));
    const comparison: ReportInput['comparison'] = {
      ...{ ...whole.comparison, series, varying: ['kl', 'tv'] },
      slice: { value: null, reason: '2 parameters vary' },
    };
    const page = htmlReport({ ...whole, comparison });
    expect(page).toContain('Full loss at each configuration');
    const [, figure = ''] =
      page.match(/aria-label="Full loss of each series at 4 configurations"(.*?)<\/svg>/s) ?? [];
    const measured = series.filter(({ points }) => points.length > 0);
    expect(figure.match(/<rect /g)).toHaveLength(4 * measured.length);
    expect(figure).toContain('full loss, log scale');
    expect(figure).not.toMatch(/NaN|Infinity|undefined/);
    expect(figure).toContain('>kl 10, tv 0<');
    expect(htmlReport(whole)).not.toContain('Full loss at each configuration');
  });

  it('lists each state of the data, and the frozen weights that were used with it', () => {
    const whole = smallReport();
    const withData = (data: ReportInput['provenance']['data']) =>
      htmlReport({ ...whole, provenance: { ...whole.provenance, data } });
    const vgg = { name: 'vgg19', title: 'VGG 19, blocks 1 to 3', sha256: 'e1'.repeat(32) };
    const unknown = { description: 'a folder', fingerprint: null, frozen: [vgg], jobs: 1, attempts: 3 };
    const [known] = whole.provenance.data;
    const different = withData([{ ...SMALL_DATA, jobs: 9, attempts: 9 }, unknown]);
    expect(different).toContain('data SHA-256 (1 job)');
    expect(different).toMatch(/frozen weights \(1 job\).*VGG 19, blocks 1 to 3 \(vgg19\), SHA-256 e1e1/s);
    expect(withData(known ? [known] : [])).not.toContain('frozen weights');
    expect(withData([unknown])).toContain('the task gives none');
  });

  it('names each engine with its version, and says of old attempts that none was recorded', () => {
    const whole = smallReport();
    const [machine] = whole.provenance.machines;
    const machines = machine
      ? [machine, { ...machine, device: 'gpu' }, { ...machine, engineVersion: null }]
      : [];
    const report = { ...whole, provenance: { ...whole.provenance, machines } };
    const distinct = 'wasm 4.22.0; wasm, version not recorded';
    expect(htmlReport(report)).toContain(distinct);
    const markdown = markdownReport(report);
    expect(markdown).toContain(distinct);
    expect(count(markdown, '| wasm 4.22.0 |')).toBe(2);
    expect(count(markdown, '| wasm, version not recorded |')).toBe(1);
  });

  it('can be written of a sweep that has only begun', () => {
    const begun = htmlReport(smallReport({ measured: false }));
    expect(begun).toContain('Nothing is measured yet.');
    expect(begun).toContain('No job has been started.');
    expect(begun).toContain('no job has been started');
    expect(begun).toContain('no job has reported yet what it works with');
    expect(begun).toContain('jobs are not completed');
    expect(begun).not.toContain('NaN');
  });
});

describe('markdownReport', () => {
  it('has the same tables, every row as wide as its head', () => {
    const markdown = markdownReport(smallReport({ name: HOSTILE, groupName: 'a|b' }));
    const tables = markdown.split('\n\n').filter((part) => part.startsWith('| '));
    expect(tables.length).toBeGreaterThanOrEqual(6);
    for (const table of tables) {
      const widths = table.split('\n').map((row) => [...row.matchAll(/(?<!\\)\|/g)].length);
      expect(new Set(widths).size).toBe(1);
    }
    expect(markdown).toContain('a\\|b');
    const outsideCode = markdown.replace(/```[\s\S]*```/, '');
    expect(outsideCode).not.toMatch(/(?<!\\)<script/);
    expect(markdown).toMatch(/^# \\<script\\>alert/);
    expect(markdown).toContain('```json\n{\n  "version": 1');
  });
});
