export async function POST(request) {
  await request.json();
  return Response.json({ status: "ok" });
}
