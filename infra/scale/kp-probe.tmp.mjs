import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const url = readFileSync('/tmp/kp-url-new', 'utf8');
const which = process.argv[2] ?? '';
const prof = process.argv[3] === 'prof';
const N = Number(process.argv[4] ?? 1);
const { benchPages } = await import('./src/bench/pages.ts');
const { visit } = await import('./src/bench/measure-page.ts');
const seeded = JSON.parse(readFileSync('/tmp/kp-seeded.json', 'utf8'));
const api = async (p) => (await fetch(url + '/api/v1' + p)).json();
const longJob = (await api(`/sweeps/${seeded.long}/jobs`)).items[0].id;
const others = (await api('/sweeps?limit=3&task=beta-vae&search=scenes')).items.map(({ id }) => id);
await api(`/sweeps/${seeded.compared}/comparison`);
const pages = benchPages({ ...seeded, longJob, others }).filter(
  ({ name }) => which === 'all' || which.split(',').some((w) => name.includes(w)),
);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
const med = (v) => v.toSorted((a, b) => a - b)[Math.floor(v.length / 2)];
for (const page of pages) {
  if (!prof) {
    const vs = [];
    for (let i = 0; i < N; i++) vs.push(await visit(browser, url, page));
    console.log(
      page.name.padEnd(30),
      'useful',
      med(vs.map((v) => v.usefulMs)).toFixed(0),
      'min',
      Math.min(...vs.map((v) => v.usefulMs)).toFixed(0),
      'cpu',
      med(vs.map((v) => v.processorMs)).toFixed(0),
      'cpumin',
      Math.min(...vs.map((v) => v.processorMs)).toFixed(0),
      'shift',
      med(vs.map((v) => v.layoutShift)).toFixed(3),
      'answers',
      vs[0].answers,
      'wire',
      (vs[0].wireBytes / 1000).toFixed(0),
      'largest',
      (vs[0].largestBytes / 1000).toFixed(0),
      vs[0].largest.slice(0, 60),
    );
    const dup = vs[0].asked.filter((a, i, l) => l.indexOf(a) !== i);
    if (dup.length) console.log('   TWICE', dup);
    continue;
  }
  const ctx = await browser.newContext({ viewport: { width: 1366, height: 900 }, bypassCSP: true });
  const p = await ctx.newPage();
  const s = await ctx.newCDPSession(p);
  const events = [];
  let t0;
  await s.send('Network.enable');
  const req = new Map();
  s.on('Network.requestWillBeSent', (e) => {
    t0 ??= e.timestamp;
    req.set(e.requestId, {
      u: e.request.url
        .replace(url, '')
        .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
        .slice(0, 70),
      a: e.timestamp,
      pr: e.request.initialPriority,
    });
  });
  s.on('Network.responseReceived', (e) => {
    const r = req.get(e.requestId);
    if (r) r.h = e.timestamp;
  });
  s.on('Network.loadingFinished', (e) => {
    const r = req.get(e.requestId);
    if (r) {
      r.b = e.timestamp;
      r.n = e.encodedDataLength;
    }
  });
  await s.send('Profiler.enable');
  await s.send('Profiler.setSamplingInterval', { interval: 500 });
  await s.send('Profiler.start');
  await p.addInitScript(
    `const look=()=>{ if(!(document.body&&(${page.useful}))) return requestAnimationFrame(look); requestAnimationFrame(()=>requestAnimationFrame(()=>{window.benchUsefulAt=performance.now()})) }; look();`,
  );
  await p.goto(url + page.path, { waitUntil: 'commit' });
  await p.waitForFunction('window.benchUsefulAt !== undefined');
  await new Promise((r) => setTimeout(r, 1500));
  const { profile } = await s.send('Profiler.stop');
  console.log('==', page.name, 'useful', (await p.evaluate('window.benchUsefulAt')).toFixed(0));
  for (const r of req.values())
    console.log(
      `  ${((r.a - t0) * 1000).toFixed(0).padStart(5)} ${((r.h - t0) * 1000).toFixed(0).padStart(5)} ${((r.b - t0) * 1000).toFixed(0).padStart(5)}  ${r.n} ${r.pr} ${r.u}`,
    );
  const byId = new Map(profile.nodes.map((n) => [n.id, n]));
  const selfT = new Map();
  const dts = profile.timeDeltas;
  profile.samples.forEach((id, i) => selfT.set(id, (selfT.get(id) ?? 0) + dts[i] / 1000));
  const urlT = new Map(),
    fnT = new Map();
  const total = new Map();
  const parent = new Map();
  profile.nodes.forEach((n) => n.children?.forEach((c) => parent.set(c, n.id)));
  for (const [id, t] of selfT) {
    const n = byId.get(id);
    const k = n.callFrame.url.split('/').pop() || n.callFrame.functionName;
    urlT.set(k, (urlT.get(k) ?? 0) + t);
    const seen = new Set();
    for (let x = id; x; x = parent.get(x)) {
      const m = byId.get(x).callFrame;
      const key = `${m.functionName || '(anon)'}@${m.url.split('/').pop()}:${m.lineNumber}:${m.columnNumber}`;
      if (seen.has(key)) continue;
      seen.add(key);
      total.set(key, (total.get(key) ?? 0) + t);
    }
  }
  console.log(
    '  by file',
    [...urlT]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 16)
      .map(([k, v]) => `${k} ${v.toFixed(0)}`)
      .join(' | '),
  );
  if (process.argv[4] === 'fn')
    console.log(
      [...total]
        .sort((a, b) => b[1] - a[1])
        .slice(0, 60)
        .map(([k, v]) => `    ${v.toFixed(0)} ${k}`)
        .join('\n'),
    );
  await ctx.close();
}
await browser.close();
