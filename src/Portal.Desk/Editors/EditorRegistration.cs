using Microsoft.Extensions.DependencyInjection;

namespace Portal.Desk.Editors;

/// <summary>Registers the editors of the kernel's parts and fields; a module adds its own in the same way.</summary>
static class EditorRegistration
{
    public static void AddEditors(this IServiceCollection services)
    {
        services.AddSingleton<UserChoices>();
        services.AddSingleton<NewTags>();
        services.AddSingleton(new FieldEditor("TextField", typeof(TextFieldEditor)));
        services.AddSingleton(new FieldEditor("HtmlField", typeof(HtmlFieldEditor)));
        services.AddSingleton(new FieldEditor("BooleanField", typeof(BooleanFieldEditor)));
        services.AddSingleton(new FieldEditor("NumericField", typeof(NumericFieldEditor)));
        services.AddSingleton(new FieldEditor("DateField", typeof(DateFieldEditor)));
        services.AddSingleton(new FieldEditor("LinkField", typeof(LinkFieldEditor)));
        services.AddSingleton(new FieldEditor("MediaField", typeof(MediaFieldEditor)));
        services.AddSingleton(new FieldEditor("TaxonomyField", typeof(TaxonomyFieldEditor)));
        services.AddSingleton(new FieldEditor("ContentPickerField", typeof(ContentPickerFieldEditor)));
        services.AddSingleton(new FieldEditor("MultiTextField", typeof(MultiTextFieldEditor)));
        services.AddSingleton(new FieldEditor("MarkdownField", typeof(MarkdownFieldEditor)));
        services.AddSingleton(new FieldEditor("DateTimeField", typeof(DateTimeFieldEditor)));
        services.AddSingleton(new FieldEditor("TimeField", typeof(TimeFieldEditor)));
        services.AddSingleton(new FieldEditor("UserPickerField", typeof(UserPickerFieldEditor)));
        services.AddSingleton(new FieldEditor("LocalizationSetContentPickerField", typeof(LocalizationSetContentPickerFieldEditor)));
        services.AddSingleton(new FieldEditor("YoutubeField", typeof(YoutubeFieldEditor)));
        services.AddSingleton(new FieldEditor("GeoPointField", typeof(GeoPointFieldEditor)));

        services.AddSingleton(new PartEditor("TitlePart", typeof(TitlePartEditor)));
        services.AddSingleton(new PartEditor("AutoroutePart", typeof(AutoroutePartEditor)));
        services.AddSingleton(new PartEditor("AliasPart", typeof(AliasPartEditor)));
        services.AddSingleton(new PartEditor("HtmlBodyPart", typeof(HtmlBodyPartEditor)));
        services.AddSingleton(new PartEditor("LiquidPart", typeof(LiquidPartEditor)));
        services.AddSingleton(new PartEditor("MarkdownBodyPart", typeof(MarkdownBodyPartEditor)));
        services.AddSingleton(new PartEditor("FlowPart", typeof(FlowPartEditor)));
        services.AddSingleton(new PartEditor("BagPart", typeof(BagPartEditor)));
        services.AddSingleton(new PartEditor("ListPart", typeof(ListPartEditor)));
        services.AddSingleton(new PartEditor("ContainedPart", typeof(ContainedPartEditor)));
        services.AddSingleton(new PartEditor("SeoMetaPart", typeof(SeoMetaPartEditor)));
        services.AddSingleton(new PartEditor("LayerMetadata", typeof(LayerMetadataEditor)));
        services.AddSingleton(new PartEditor("TaxonomyPart", typeof(TaxonomyPartEditor)));
        services.AddSingleton(new PartEditor("MenuItemsListPart", typeof(MenuItemsListPartEditor)));
        services.AddSingleton(new PartEditor("LocalizationPart", typeof(Portal.Desk.Localization.LocalizationPartEditor)));
    }
}
