// A pack's YAML file is bundled as text.
declare module "*.yaml" {
  const text: string;
  export default text;
}
